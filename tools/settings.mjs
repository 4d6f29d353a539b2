// Settings of npm start: the server's own, and where its stand-ins listen.

/** Port of each program: the variable that moves it, and its usual place. */
const portSettings = {
  api: ['PORT', 3000],
  smtp: ['MAIL_SANDBOX_SMTP_PORT', 2525],
  imap: ['MAIL_SANDBOX_IMAP_PORT', 2143],
  axis: ['AXIS_SANDBOX_PORT', 8986],
  agent: ['AGENT_PORT', 8987],
};

/** Reads the ports; 0 takes a free one. Throws an Error that lists every setting that does not fit, the server's own too. */
export async function readPorts(environment) {
  const { ConfigurationError, readConfiguration } = await import('../apps/api/dist/configuration/configuration.js');
  const problems = [];
  const ports = {};
  for (const [program, [name, usual]] of Object.entries(portSettings)) {
    const port = Number(environment[name] || usual);
    if (Number.isInteger(port) && port >= 0 && port <= 65_535) ports[program] = port;
    else if (program !== 'api') problems.push(`${name}: must be a port, 0 to 65535`);
  }
  try {
    readConfiguration({ ...environment, ...hiddenFromServer });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    problems.unshift(...error.problems);
  }
  if (problems.length > 0) throw new Error(`The configuration does not fit:\n${problems.map((each) => `  - ${each}`).join('\n')}`);
  return ports;
}

/** Hides from the server what only its stand-ins understand: an empty value counts as none. */
export const hiddenFromServer = Object.fromEntries(Object.values(portSettings).flatMap(([name]) => (name === 'PORT' ? [] : [[name, '']])));

/** What to do about a port that another program has; null for any other failure. */
export function portInUse(message, ports) {
  const port = /EADDRINUSE[^\n]*:(\d+)/.exec(message)?.[1];
  if (port === undefined) return null;
  const program = Object.keys(ports).find((each) => ports[each] === Number(port));
  const name = portSettings[program]?.[0] ?? 'PORT';
  return `Port ${port} is used by another program. End that program, or choose another port: ${name}=${Number(port) + 1} npm start`;
}
