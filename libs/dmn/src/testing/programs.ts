import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** The folder of the project. */
export const projectFolder = path.resolve(import.meta.dirname, '../..');

/** Runs a program to its end with a text on its standard input; gives its standard output, fails with its standard error. */
export function runProgram(file: string, args: readonly string[], { cwd = projectFolder, input = '' }: { readonly cwd?: string; readonly input?: string } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(file, args, { cwd, maxBuffer: 64 << 20, encoding: 'utf8' }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stdout}\n${stderr}`));
      else resolve(stdout);
    });
    child.stdin?.end(input);
  });
}

/** Runs esbuild by its own program: its module minds the second set of globals of the test runner. */
export function bundle(args: readonly string[], cwd?: string): Promise<string> {
  return runProgram(process.execPath, [path.join(path.dirname(require.resolve('esbuild/package.json')), 'bin/esbuild'), ...args], { cwd });
}

/** The program of a package of the repository, e.g. `typescript/bin/tsc`. */
export function programOf(name: string): string {
  return require.resolve(name);
}
