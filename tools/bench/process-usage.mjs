import { readFile } from 'node:fs/promises';

/** Processor time that a process has used so far, in milliseconds; Linux counts it in hundredths of a second. */
export async function cpuMilliseconds({ pid }) {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Memory that a process has in use, in megabytes. */
export async function residentMegabytes({ pid }) {
  return Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
