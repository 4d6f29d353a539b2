import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { keptJson } from './kept-json.mjs';

const pin = '123456';
const mailPassword = 'vanthu-sandbox';

/**
 * Prepares the stand-ins' folder: keys of the sample people and agencies from a CA made for this folder,
 * the mailboxes, the agencies the axis knows. What is there already is kept.
 */
export async function prepareSandbox(folder) {
  const { sampleData } = await import('@vanthu/documents');
  const { provisionSandboxKeys } = await import('@vanthu/signing');
  await mkdir(folder, { recursive: true });
  const at = (name) => path.join(folder, name);
  const secrets = await keptJson(at('secrets.json'), () => ({ axisSecret: randomBytes(24).toString('hex') }));
  const keys = await provisionSandboxKeys(at('keys'), { pin, subjects: subjectsOf(sampleData) });
  await writeFile(at('axis-agencies.json'), JSON.stringify(agenciesOf(sampleData), null, 2));
  const mailboxes = sampleData.units.map((unit) => unit.capabilities.email).filter(Boolean);
  return {
    pin,
    samplePassword: sampleData.password,
    keysDir: keys.agentDir,
    caFile: keys.caFile,
    serverKeyFile: keys.serverKeyFile,
    serverChainFile: keys.serverChainFile,
    mailDir: at('mail'),
    mailboxes,
    mailDomains: [...new Set(mailboxes.map((each) => each.split('@')[1]))],
    mailPassword,
    axisDir: at('axis'),
    axisAgenciesFile: at('axis-agencies.json'),
    axisSystemId: 'vanthu',
    axisSecret: secrets.axisSecret,
  };
}

/** Keys: those who sign documents, and each hosted agency's seal. */
function subjectsOf({ units, persons }) {
  const agencyOf = new Map(units.map((unit) => [unit.id, unit.agencyId]));
  const nameOf = new Map(units.map((unit) => [unit.id, unit.name]));
  const signers = persons.filter((person) => person.assignments.some((each) => each.role === 'leader'));
  return [
    ...signers.map((person) => ({ id: person.username, commonName: person.displayName, organisation: nameOf.get(agencyOf.get(person.unitId)), title: person.title, kind: 'person', email: person.email ?? undefined })),
    ...units.filter((unit) => unit.isHosted && unit.agencyId === unit.id).map((unit) => ({ id: unit.id, commonName: unit.name, organisation: unit.name, kind: 'organisation', email: unit.capabilities.email })),
  ];
}

function agenciesOf({ units }) {
  return units
    .filter((unit) => unit.organId && unit.capabilities.axis)
    .map((unit) => ({ code: unit.organId, name: unit.name, mail: unit.capabilities.email ?? '', mode: unit.isHosted ? 'hosted' : 'automatic', systemId: unit.isHosted ? 'vanthu' : undefined }));
}
