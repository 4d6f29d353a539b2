/** D:20260205101530+07'00' — Vietnamese time, which has no summer time. */
export function pdfDate(instant: Date): string {
  const local = new Date(instant.getTime() + 7 * 3_600_000).toISOString();
  return `D:${local.slice(0, 19).replaceAll(/[-T:]/g, '')}+07'00'`;
}

const pattern = /^D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-])(\d{2})'?(\d{2})?'?)?/;

/** The instant of a PDF date; one without a zone is read as Vietnamese time. Null where it is none. */
export function instantOfPdfDate(text: string): Date | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', utc, sign, zoneHour, zoneMinute = '00'] = match;
  const zone = utc === 'Z' ? 'Z' : sign === undefined ? '+07:00' : `${sign}${zoneHour ?? '00'}:${zoneMinute}`;
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}
