const ERROR = 50;

/** What the servers log as errors, and what they say outside their log (a crash): `onLog` of a system, and the lines counted by message. */
export function errorLog() {
  const counts = {};
  const count = (text) => (counts[text] = (counts[text] ?? 0) + 1);
  return {
    counts,
    onLog(name, line) {
      if (name !== 'api') return;
      const entry = parsed(line);
      if (entry === null) count(line.slice(0, 300));
      else if (entry.level >= ERROR || entry.level === 'error' || entry.level === 'fatal') count(`${entry.msg}: ${entry.err?.message ?? ''}`.slice(0, 300));
    },
  };
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
