import { htmlText } from './html-text.js';
import { readLetter } from './read-letter.js';

const pdf = Buffer.from('%PDF-1.7 nội dung');
const base64 = pdf.toString('base64');

/** A message with CRLF line ends. */
function mail(...lines: readonly string[]): Buffer {
  return Buffer.from(lines.join('\r\n'), 'utf8');
}

const head = ['From: =?utf-8?B?VHLGsOG7nW5nIFRIUFQ=?= <vanthu@truong.example>', 'Message-ID: <a@truong.example>', 'MIME-Version: 1.0'];

function multipart(kind: string, ...parts: readonly (readonly string[])[]): string[] {
  return [`Content-Type: multipart/${kind}; boundary="b-${kind}"`, '', ...parts.flatMap((part) => [`--b-${kind}`, ...part]), `--b-${kind}--`, ''];
}

const attached = (...headers: readonly string[]): string[] => [...headers, 'Content-Transfer-Encoding: base64', '', base64];
const plain = (text: string): string[] => ['Content-Type: text/plain; charset=utf-8', '', text];

describe('readLetter', () => {
  it('reads sender, subject, text and what it answers', async () => {
    const letter = await readLetter(
      mail(...head, 'Subject: =?UTF-8?Q?V/v_b=C3=A1o_c=C3=A1o?=', 'In-Reply-To: <1@so.example>', 'References: <0@so.example> <1@so.example>', ...plain('Kính gửi Sở.')),
    );
    expect(letter).toMatchObject({
      messageId: '<a@truong.example>', from: { name: 'Trường THPT', address: 'vanthu@truong.example' }, subject: 'V/v báo cáo', text: 'Kính gửi Sở.',
      answers: ['<1@so.example>', '<0@so.example>'], files: [], notes: [],
    });
  });

  it.each([
    ['RFC 2231, in pieces', "Content-Disposition: attachment; filename*0*=UTF-8''B%C3%A1o%20; filename*1*=c%C3%A1o.pdf", 'Báo cáo.pdf'],
    ['RFC 2047', 'Content-Disposition: attachment; filename="=?UTF-8?B?QsOhbyBjw6FvLnBkZg==?="', 'Báo cáo.pdf'],
    ['bare UTF-8', 'Content-Disposition: attachment; filename="Báo cáo.pdf"', 'Báo cáo.pdf'],
    ['decomposed letters', `Content-Disposition: attachment; filename="${'Báo cáo.pdf'.normalize('NFD')}"`, 'Báo cáo.pdf'],
    ['a folder', 'Content-Disposition: attachment; filename="C:\\\\Users\\\\..\\\\a.pdf"', 'a.pdf'],
    ['the name of the type', 'Content-Disposition: attachment', 'Tờ trình.pdf', "Content-Type: application/pdf; name*=utf-8''T%E1%BB%9D%20tr%C3%ACnh.pdf"],
    ['no name', 'Content-Disposition: attachment', 'tep-dinh-kem-1.pdf'],
  ])('names an attachment with %s', async (_, disposition, expected, type = 'Content-Type: application/pdf') => {
    const { files } = await readLetter(mail(...head, ...multipart('mixed', plain('a'), attached(type, disposition))));
    expect(files).toEqual([{ name: expected, claimedType: 'application/pdf', content: expect.anything() as unknown }]);
    expect(Buffer.from(files[0]?.content ?? [])).toEqual(pdf);
  });

  it('leaves pictures of the HTML out, and keeps an inline PDF and an inline scan', async () => {
    const html = ['Content-Type: text/html; charset=utf-8', '', '<p>Kính gửi</p><img src="cid:logo">'];
    const logo = attached('Content-Type: image/png', 'Content-Disposition: inline; filename=logo.png', 'Content-ID: <logo>');
    const letter = await readLetter(
      mail(
        ...head,
        ...multipart(
          'mixed',
          multipart('related', html, logo),
          attached('Content-Type: application/pdf', 'Content-Disposition: inline; filename=van-ban.pdf'),
          attached('Content-Type: image/jpeg', 'Content-Disposition: inline; filename=trang-1.jpg'),
        ),
      ),
    );
    expect(letter.files.map((file) => file.name)).toEqual(['van-ban.pdf', 'trang-1.jpg']);
    expect(letter.text).toBe('Kính gửi');
    expect(letter.notes).toEqual([]);
  });

  it('opens a letter that is attached to a letter', async () => {
    const inner = [...head, 'Subject: =?UTF-8?B?VuG7gSB2aeG7h2MgQQ==?=', ...multipart('mixed', plain('Trong thư gốc'), attached('Content-Type: application/pdf', 'Content-Disposition: attachment; filename=goc.pdf'))];
    const letter = await readLetter(mail(...head, ...multipart('digest', plain('Chuyển tiếp'), ['Content-Type: message/rfc822', 'Content-Disposition: attachment; filename=thu.eml', '', ...inner])));
    expect(letter.files.map((file) => file.name)).toEqual(['goc.pdf']);
    expect(letter.text).toContain('Chuyển tiếp');
    expect(letter.text).toContain('Thư chuyển kèm: Về việc A (vanthu@truong.example)');
    expect(letter.text).toContain('Trong thư gốc');
  });

  it('stops opening letters in letters, and keeps the rest as a file', async () => {
    let message = [...head, 'Subject: trong cùng', ...plain('x')];
    for (let depth = 0; depth < 6; depth++) message = [...head, `Subject: lớp ${depth}`, ...multipart(`mixed-${depth}`, ['Content-Type: message/rfc822', '', ...message])];
    const letter = await readLetter(mail(...message));
    expect(letter.files.map((file) => file.claimedType)).toEqual(['message/rfc822']);
  });

  it('notes what it leaves out', async () => {
    const letter = await readLetter(
      mail(
        ...head,
        ...multipart(
          'mixed',
          plain('a'),
          attached('Content-Type: application/ms-tnef; name=winmail.dat', 'Content-Disposition: attachment; filename=winmail.dat'),
          attached('Content-Type: application/pkcs7-signature; name=smime.p7s', 'Content-Disposition: attachment; filename=smime.p7s'),
        ),
      ),
    );
    expect(letter.files).toEqual([]);
    expect(letter.notes).toEqual([expect.stringContaining('winmail.dat'), expect.stringContaining('chữ ký')]);
  });

  it('gives a letter with a note for what it cannot parse', async () => {
    let deep = plain('đáy');
    for (let depth = 0; depth < 150; depth++) deep = multipart(`mixed-${depth}`, deep);
    const letter = await readLetter(mail(...head, 'Subject: Bom', ...deep));
    expect(letter).toMatchObject({ messageId: '<a@truong.example>', subject: 'Bom', files: [], notes: [expect.stringContaining('Không đọc được')] });
  });

  it.each([
    ['nothing at all', Buffer.alloc(0)],
    ['bytes that are no message', Buffer.from([0, 255, 254, 13, 10, 0, 1, 2])],
    ['a part that never ends', mail(...head, 'Content-Type: multipart/mixed; boundary=x', '', '--x', 'Content-Type: application/pdf', '')],
    ['an unknown charset', mail(...head, 'Content-Type: text/plain; charset=x-unknown', '', 'abc')],
    ['a sender that is no address', mail('From: ai đó', 'Subject: a', '', 'b')],
  ])('survives %s', async (_, raw) => {
    const letter = await readLetter(raw);
    expect(typeof letter.subject).toBe('string');
    expect(letter.from.address === null || letter.from.address.includes('@')).toBe(true);
  });
});

describe('htmlText', () => {
  it('keeps the words and the lines, nothing of the markup', () => {
    const html = '<html><head><title>x</title><style>p{}</style></head><body><p>Kính gửi:&nbsp;Sở&#7;</p><script>alert(1)</script><ul><li>Một &amp; hai</li><li>&#x1EC7;</li></ul>a<br>b<!-- c --></body></html>';
    expect(htmlText(html).split('\n').map((line) => line.trim()).filter((line) => line !== '')).toEqual(['Kính gửi: Sở\u0007', 'Một & hai', 'ệ', 'a', 'b']);
  });

  it('finds the ends of tags behind letters whose lower case is longer', () => {
    expect(htmlText('<p>İİİİ</p><SCRIPT>x</SCRIPT>y')).toBe('İİİİ\ny');
  });

  it('does not take long over hostile input', () => {
    expect(htmlText('<'.repeat(200_000))).toBe('<'.repeat(200_000));
    expect(htmlText(`${'<script>'.repeat(20_000)}x`)).toBe('');
    expect(htmlText('<!--'.repeat(50_000))).toBe('');
    expect(htmlText(`${'&nbsp;'.repeat(200_000)}x`)).toBe('x');
    expect(htmlText(`${'<b>'.repeat(200_000)}x`)).toBe('x');
  });
});
