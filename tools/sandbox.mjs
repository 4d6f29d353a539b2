import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
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
  const keys = await provisionSandboxKeys(at('keys'), holdersOf(sampleData));
  const server = await serverKey(keys.ca, folder);
  await writeFile(at('axis-agencies.json'), JSON.stringify(agenciesOf(sampleData), null, 2));
  const mailboxes = sampleData.units.map((unit) => unit.capabilities.email).filter(Boolean);
  return {
    pin,
    samplePassword: sampleData.password,
    keysDir: keys.keysDir,
    caFile: keys.caCertificateFile,
    serverKeyFile: server.keyFile,
    serverChainFile: server.chainFile,
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

/** The key with which the server itself signs XML: no PIN, its file is for the server's eyes only. */
async function serverKey(ca, folder) {
  const [keyFile, chainFile] = [path.join(folder, 'server.key.pem'), path.join(folder, 'server.chain.pem')];
  if (!existsSync(keyFile) || !existsSync(chainFile)) {
    const issued = await ca.issueCertificate({ commonName: 'Hệ thống Vanthu (thử nghiệm)', organisation: 'Vanthu Sandbox', kind: 'organisation' });
    await writeFile(chainFile, issued.chainPem);
    await writeFile(keyFile, issued.privateKeyPem, { mode: 0o600 });
  }
  return { keyFile, chainFile };
}

/** Keys: those who sign documents, and each hosted agency's seal. */
function holdersOf({ units, persons }) {
  const agencyOf = new Map(units.map((unit) => [unit.id, unit.agencyId]));
  const nameOf = new Map(units.map((unit) => [unit.id, unit.name]));
  const signers = persons.filter((person) => person.assignments.some((each) => each.role === 'leader'));
  return [
    ...signers.map((person) => ({ id: person.username, pin, commonName: person.displayName, organisation: nameOf.get(agencyOf.get(person.unitId)), title: person.title, kind: 'person', email: person.email ?? undefined })),
    ...units.filter((unit) => unit.isHosted && unit.agencyId === unit.id).map((unit) => ({ id: unit.id, pin, commonName: unit.name, organisation: unit.name, kind: 'organisation', email: unit.capabilities.email })),
  ];
}

function agenciesOf({ units }) {
  return units
    .filter((unit) => unit.organId && unit.capabilities.axis)
    .map((unit) => ({ code: unit.organId, name: unit.name, mail: unit.capabilities.email ?? '', mode: unit.isHosted ? 'hosted' : 'automatic', systemId: unit.isHosted ? 'vanthu' : undefined }));
}
