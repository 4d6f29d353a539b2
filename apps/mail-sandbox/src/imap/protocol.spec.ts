import fc from 'fast-check';
import { clerk, MailFixture, password } from '../testing/mail-fixture.js';
import { RawImap } from '../testing/raw-imap.js';

let mail: MailFixture;
let raw: RawImap;
beforeAll(async () => {
  mail = await MailFixture.start({ maxMessageBytes: 10_000 });
  await mail.send({ raw: 'From: "Bộ, Mẫu" <vp@bo.example>\r\nTo: nhóm: a@x.example, B <b@x.example>;\r\nSubject: =?utf-8?q?V=C4=83n?=\r\n\r\nmột\r\nhai\r\n', envelope: { from: 'vp@bo.example', to: [clerk] } });
  await mail.send({ subject: 'thứ hai' });
});
afterAll(async () => { await mail.stop(); });
beforeEach(async () => { raw = await RawImap.open(mail.imapPort); });
afterEach(() => { raw.close(); });

const inside = async () => {
  await raw.login(clerk, password);
  await raw.command('s SELECT inbox');
};

describe('before login', () => {
  it('announces what it can do and identifies itself', async () => {
    expect(await raw.command('a CAPABILITY')).toMatch(/\* CAPABILITY IMAP4rev1 .*AUTH=PLAIN.*\r\na OK/);
    expect(await raw.command('b ID NIL')).toContain('* ID ("name"');
  });

  it('takes AUTHENTICATE PLAIN with the response at once, or asks for it', async () => {
    const response = Buffer.from(`\0${clerk}\0${password}`).toString('base64');
    raw.write('a AUTHENTICATE PLAIN\r\n');
    await raw.until('+ ');
    expect(await raw.command(response, 'a')).toContain('a OK');
    const other = await RawImap.open(mail.imapPort);
    expect(await other.command(`b AUTHENTICATE PLAIN ${response}`)).toContain('b OK');
    other.close();
  });

  it('takes user and password as literals', async () => {
    raw.write(`a LOGIN {${clerk.length}}\r\n`);
    await raw.until('+ OK');
    expect(await raw.command(`${clerk} {${password.length}+}\r\n${password}`, 'a')).toContain('a OK');
  });

  it.each(['LIST "" *', 'SELECT INBOX', 'FETCH 1 FLAGS', 'IDLE', 'APPEND INBOX {1+}\r\nx'])('refuses %j with BAD and goes on', async (command) => {
    expect(await raw.command(`a ${command}`)).toContain('a BAD');
    expect(await raw.command('b NOOP')).toContain('b OK');
  });

  it('refuses a large literal, which nobody needs there', async () => {
    raw.write('a LOGIN {99999}\r\n');
    expect(await raw.closed()).toContain('* BYE');
  });
});

describe('the grammar', () => {
  it.each(['a FETCH', 'a FETCH 1', 'a FETCH x FLAGS', 'a FETCH 1 (FLAGS', 'a FETCH 1 BODY[9X]', 'a FETCH 1 "', 'a STORE 1 FLAGZ (\\Seen)',
    'a SEARCH', 'a SEARCH NOTHING', 'a SEARCH SINCE yesterday', 'a UID', 'a UID NOTHING 1', 'a NOTHING', 'a SELECT (INBOX)'])('answers %j with BAD and goes on', async (line) => {
    await inside();
    expect(await raw.command(line)).toContain('a BAD');
    expect(await raw.command('z NOOP')).toContain('z OK');
  });

  it.each(['', '( ( ('])('answers %j, which has no tag, with an untagged BAD', async (line) => {
    expect(await raw.command(line, '*')).toContain('* BAD');
    expect(await raw.command('z NOOP')).toContain('z OK');
  });

  it('survives whatever bytes come', async () => {
    const alphabet = fc.constantFrom(...'aFETCH 1:*()[]{}<>"\\%+\r\n\0ă', 'UID ', 'a FETCH 1 ', 'BODY[', '{3}\r\n', '{5+}\r\n', ' (');
    await fc.assert(fc.asyncProperty(fc.array(alphabet, { maxLength: 40 }), async (pieces) => {
      const client = await RawImap.open(mail.imapPort);
      await client.login(clerk, password);
      client.write(`${pieces.join('')}\r\n`);
      client.close();
    }), { numRuns: 60 });
    expect(await raw.command('a NOOP')).toContain('a OK');
  });

  it('answers commands that were sent without waiting, in order', async () => {
    await raw.login(clerk, password);
    raw.write('a NOOP\r\nb SELECT INBOX\r\nc FETCH 1 UID\r\n');
    expect(await raw.command('d NOOP')).toMatch(/a OK.*b OK.*\* 1 FETCH \(UID 1\)\r\nc OK.*d OK/s);
  });
});

describe('FETCH', () => {
  it('gives fields, sections and ranges as the client names them', async () => {
    await inside();
    expect(await raw.command('a FETCH 1 (RFC822.SIZE BODY.PEEK[TEXT] BODY.PEEK[TEXT]<2.3> BODY.PEEK[HEADER.FIELDS (SUBJECT X)])'))
      .toContain('BODY[TEXT] {12}\r\nm\u00e1\u00bb\u0099t\r\nhai\r\n BODY[TEXT]<2> {3}\r\n\u00bb\u0099t BODY[HEADER.FIELDS (SUBJECT X)] {33}\r\nSubject: =?utf-8?q?V=C4=83n?=\r\n\r\n)');
  });

  it('writes raw 8-bit headers as literals, groups and quoted names as RFC 3501 says', async () => {
    await inside();
    const answer = Buffer.from(await raw.command('a FETCH 1 ENVELOPE'), 'latin1').toString('utf8');
    expect(answer).toContain('(({11}\r\nBộ, Mẫu NIL "vp" "bo.example"))');
    expect(answer).toContain('((NIL NIL {5}\r\nnhóm NIL)(NIL NIL "a" "x.example")("B" NIL "b" "x.example")(NIL NIL NIL NIL))');
  });

  it('marks as read what is fetched without PEEK, unless the folder is only examined', async () => {
    await raw.login(clerk, password);
    await raw.command('s EXAMINE INBOX');
    expect(await raw.command('a FETCH 2 BODY[TEXT]')).not.toContain('\\Seen');
    await raw.command('s SELECT INBOX');
    expect(await raw.command('b FETCH 2 BODY[TEXT]')).toContain('FLAGS (\\Seen)');
    expect(await raw.command('c SEARCH UNSEEN')).toContain('* SEARCH 1\r\n');
  });

  it('names the last message with *, and nothing with numbers past the end', async () => {
    await inside();
    expect(await raw.command('a UID FETCH 99:* UID')).toContain('* 2 FETCH (UID 2)');
    expect(await raw.command('b FETCH 7:9 UID')).toBe('b OK FETCH completed\r\n');
  });
});

describe('other commands', () => {
  it('refuse to change a folder that is only examined, with NO', async () => {
    await raw.login(clerk, password);
    await raw.command('s EXAMINE INBOX');
    for (const command of ['STORE 1 +FLAGS (\\Deleted)', 'EXPUNGE', 'MOVE 1 Trash']) expect(await raw.command(`a ${command}`)).toContain('a NO [READ-ONLY]');
  });

  it.each(['SELECT Nowhere', 'COPY 1 Nowhere', 'CREATE inbox', 'CREATE ../x', 'CREATE a//b', 'DELETE INBOX', 'RENAME INBOX x', 'STATUS Nowhere (MESSAGES)',
    'SEARCH CHARSET KOI8-R ALL'])('%s is answered NO', async (command) => {
    await inside();
    expect(await raw.command(`a ${command}`)).toContain('a NO');
  });

  it('refuse a message above the limit before it is sent', async () => {
    await inside();
    raw.write('a APPEND INBOX {10001}\r\n');
    expect(await raw.closed()).toContain('* BYE literal too large');
  });

  it('do not tell of removals amidst sequence numbers, but at the next chance', async () => {
    await mail.send({ to: 'ai.do@ngoai.example' });
    await mail.send({ to: 'ai.do@ngoai.example' });
    const other = await RawImap.open(mail.imapPort);
    for (const client of [raw, other]) {
      await client.login('ai.do@ngoai.example', password);
      await client.command('s SELECT INBOX');
    }
    await other.command('a STORE 1 +FLAGS.SILENT (\\Deleted)');
    await other.command('b EXPUNGE');
    expect(await raw.command('c FETCH 1:* UID')).toBe('* 2 FETCH (UID 2)\r\nc OK FETCH completed\r\n');
    expect(await raw.command('d NOOP')).toBe('* 1 EXPUNGE\r\nd OK NOOP completed\r\n');
    expect(await raw.command('e FETCH 1 UID')).toContain('* 1 FETCH (UID 2)');
    other.close();
  });
});
