import { readFileSync } from 'node:fs';
import { includesVersion, sdkVersion } from './sdk-version.js';

describe('sdkVersion', () => {
  it('is the version of the package', () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
    expect(sdkVersion).toBe(manifest.version);
  });

  it.each([
    ['^0.1.0', '0.1.0', true], ['^0.1.2', '0.1.1', false], ['^0.1.0', '0.2.0', false], ['^1.2.0', '1.3.0', true],
    ['^1.2.0', '2.0.0', false], ['1.2.3', '1.2.3', true], ['1.2.3', '1.2.4', false], ['*', '1.0.0', null],
  ])('%s includes %s: %s', (range, version, expected) => {
    expect(includesVersion(range, version)).toBe(expected);
  });
});
