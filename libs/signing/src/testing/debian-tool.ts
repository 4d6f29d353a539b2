import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Programs of Debian that look at our files from outside. */
const packages = { pdfsig: 'poppler-utils', certutil: 'libnss3-tools', xmlsec1: 'xmlsec1', 'softhsm2-util': 'softhsm2', openssl: 'openssl' } as const;
export type DebianTool = keyof typeof packages;

/** Answers what the program printed, whatever its exit code; a program that is absent fails with the package to install. */
export async function runTool(
  tool: DebianTool, args: readonly string[], env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly output: string }> {
  requireTool(tool);
  try {
    const { stdout, stderr } = await run(tool, args, { env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'Asia/Ho_Chi_Minh', ...env }, timeout: 60_000 });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const failed = error as { code?: number | string; stdout?: string; stderr?: string };
    return { code: typeof failed.code === 'number' ? failed.code : -1, output: `${failed.stdout ?? ''}${failed.stderr ?? ''}` };
  }
}

function requireTool(tool: DebianTool): void {
  try {
    execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' });
  } catch {
    throw new Error(`${tool} is not installed; run: apt-get install ${packages[tool]}`);
  }
}
