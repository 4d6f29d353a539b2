import { isUtf8 } from 'node:buffer';
import { ConnectorError, defineConnector, defineOperation, field } from '@vanthu/connector-sdk';
import type { Connector, OperationContext } from '@vanthu/connector-sdk';
import { verificationReportSchema } from '@vanthu/model';
import { fillIssueNumber, SigningError, signingErrorTexts, signXml, verifyPdf } from '@vanthu/signing';
import type { SigningErrorCode, SigningKey } from '@vanthu/signing';
import { z } from 'zod';
import { signingIcon } from './signing.icon.js';

const configurationSchema = z.object({
  /** The server's own key: a PKCS#11 module or a file. Asked for at each signature. */
  key: z.custom<() => Promise<SigningKey>>((value) => typeof value === 'function', 'phải là hàm'),
  /** DER of the authorities whose signatures count as trusted. Asked for at each check. */
  trustedCertificates: z.custom<() => Promise<readonly Uint8Array[]>>((value) => typeof value === 'function', 'phải là hàm'),
});
type Configuration = z.output<typeof configurationSchema>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'phải là SHA-256, chữ thường');
const file = field(sha256, { label: { vi: 'Tệp (SHA-256)', en: 'File (SHA-256)' } });
const stored = z.object({ sha256: z.string(), size: z.number() });

/** Failures that pass by themselves once a device is back. */
const retryableCodes: readonly SigningErrorCode[] = ['TOKEN_MISSING', 'DRIVER_CRASHED'];

/** `signing:verifyPdf:1`, `signing:fillNumber:1` and `signing:signXml:1`. A person's key never comes here: it is in a token at that person's PC. */
export function createSigningConnector(configuration: z.input<typeof configurationSchema>): Connector {
  const settings = configurationSchema.parse(configuration);
  return defineConnector({
    id: 'signing',
    version: 1,
    name: { vi: 'Chữ ký số', en: 'Signing' },
    icon: signingIcon,
    errors: signingErrorTexts,
    operations: { verifyPdf: verifyPdfOperation(settings), fillNumber: fillNumberOperation(), signXml: signXmlOperation(settings) },
  });
}

function verifyPdfOperation(settings: Configuration) {
  return defineOperation({
    name: { vi: 'Kiểm tra chữ ký trong PDF', en: 'Verify the signatures of PDFs' },
    input: z.object({ files: field(z.array(sha256).min(1).max(50), { label: { vi: 'Các tệp (SHA-256)', en: 'Files (SHA-256)' } }) }),
    output: z.object({ reports: z.array(z.object({ sha256, report: verificationReportSchema })) }),
    timeoutMs: 300_000,
    async execute(input, context) {
      const trustedCertificates = await settings.trustedCertificates();
      const reports = [];
      for (const each of input.files) {
        context.signal.throwIfAborted();
        const pdf = await context.files.read(each);
        reports.push({ sha256: each, report: await said(() => verifyPdf(pdf, { trustedCertificates, at: context.now() })) });
      }
      return { reports };
    },
  });
}

function fillNumberOperation() {
  return defineOperation({
    name: { vi: 'Ghi số và ngày vào PDF', en: 'Write number and date into a PDF' },
    input: z.object({
      fileSha256: file,
      number: field(z.union([z.number().int().positive(), z.string().trim().min(1).max(11)]), { label: { vi: 'Số', en: 'Number' } }),
      day: field(z.number().int().min(1).max(31), { label: { vi: 'Ngày', en: 'Day' } }),
      month: field(z.number().int().min(1).max(12), { label: { vi: 'Tháng', en: 'Month' } }),
      year: field(z.number().int().min(1900).max(2999).optional(), { label: { vi: 'Năm', en: 'Year' } }),
    }),
    output: stored,
    timeoutMs: 60_000,
    async execute({ fileSha256, year, ...date }, context) {
      const pdf = await context.files.read(fileSha256);
      const filled = await said(() => fillIssueNumber({ pdf, ...date, ...(year !== undefined && { year }) }));
      return context.files.save(filled, 'van-ban-co-so.pdf');
    },
  });
}

function signXmlOperation(settings: Configuration) {
  return defineOperation({
    name: { vi: 'Ký XML bằng khóa của máy chủ', en: 'Sign XML with the server’s key' },
    input: z
      .object({
        fileSha256: field(sha256.optional(), { label: { vi: 'Tệp XML (SHA-256)', en: 'XML file (SHA-256)' } }),
        xml: field(z.string().max(50_000_000).optional(), { label: { vi: 'Nội dung XML', en: 'XML text' }, multiline: true }),
        parentXpath: field(z.string().max(1000).optional(), {
          label: { vi: 'Nơi đặt chữ ký (XPath)', en: 'Place of the signature (XPath)' },
          hint: { vi: 'Để trống: đầu thông điệp edXML', en: 'Empty: the header of an edXML message' },
        }),
      })
      .refine(({ fileSha256, xml }) => (fileSha256 === undefined) !== (xml === undefined), { path: ['xml'], message: 'cần đúng một trong hai: tệp hoặc nội dung' }),
    output: stored,
    timeoutMs: 60_000,
    async execute(input, context) {
      const xml = input.xml ?? (await textOf(input.fileSha256 ?? '', context));
      const signed = await said(async () => signXml(xml, await settings.key(), input.parentXpath === undefined ? {} : { parentXpath: input.parentXpath }));
      return context.files.save(Buffer.from(signed, 'utf8'), 'da-ky.xml');
    },
  });
}

async function textOf(hash: string, context: OperationContext): Promise<string> {
  const content = Buffer.from(await context.files.read(hash));
  if (!isUtf8(content)) throw signingFailure(new SigningError('XML_INVALID', 'it is not UTF-8'));
  return content.toString('utf8');
}

async function said<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof SigningError ? signingFailure(error) : error;
  }
}

function signingFailure(error: SigningError): ConnectorError {
  const detail = error.detail === '' ? '' : ` (${error.detail})`;
  return new ConnectorError(error.code, `${signingErrorTexts[error.code].vi}${detail}`, { retryable: retryableCodes.includes(error.code), cause: error });
}
