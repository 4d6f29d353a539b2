/** Of this SDK. Raised in its first non-zero part when a plugin made for the version before could break. */
export const sdkVersion = '0.1.0';

/** Whether `range` (`1.2.3` or `^1.2.3`) includes `version`; null when the range is written otherwise. */
export function includesVersion(range: string, version: string): boolean | null {
  const wanted = /^(\^?)(\d+)\.(\d+)\.(\d+)$/.exec(range);
  if (!wanted) return null;
  const [major, minor, patch] = partsOf(version);
  const [wantedMajor, wantedMinor, wantedPatch] = partsOf(range.replace('^', ''));
  if (wanted[1] === '') return range === version;
  if (major !== wantedMajor) return false;
  if (major === 0) return minor === wantedMinor && patch >= wantedPatch;
  return minor > wantedMinor || (minor === wantedMinor && patch >= wantedPatch);
}

function partsOf(version: string): readonly [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
}
