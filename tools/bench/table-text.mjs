const heads = ['', 'value', 'unit', 'goal', 'met', 'peer', '× peer', '× floor'];

/** The rows as a table for people. */
export function tableText(machine, rows) {
  const lines = [heads, ...rows.map(cells)];
  const widths = heads.map((_head, column) => Math.max(...lines.map((line) => line[column].length)));
  const text = lines.map((line) => line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ').trimEnd());
  return `${words(machine)}\n\n${text.join('\n')}\n`;
}

/** The same for the README. */
export function markdownTable(machine, rows) {
  const line = (texts) => `| ${texts.join(' | ')} |`;
  return `${words(machine)}\n\n${[line(heads), line(heads.map((_head, column) => (column === 0 ? '---' : '---:'))), ...rows.map((each) => line(cells(each)))].join('\n')}\n`;
}

function words({ day, node, databases, cores, cpu, load }) {
  return `${day}: ${cores} cores (${cpu}), load ${load} before the run; Node ${node}, ${databases.join(', ')}, all on the same cores.`;
}

function cells({ name, value, unit, goal, met, better, peer, peerValue, ratioToPeer, goalRatioToPeer, ratioToFloor }) {
  const goals = [goal === null ? '' : `${better === 'lower' ? '≤' : '≥'} ${number(goal)}`, goalRatioToPeer === null ? '' : `≥ ${goalRatioToPeer}× peer`];
  return [
    name,
    number(value),
    unit,
    goals.filter(Boolean).join(', '),
    met === null ? '' : met ? 'yes' : 'NO',
    peer === null ? '' : `${peer} ${number(peerValue)}`,
    number(ratioToPeer),
    number(ratioToFloor),
  ];
}

function number(value) {
  return value === null ? '' : value.toLocaleString('en', { maximumSignificantDigits: 4 });
}
