import { commonName, fittingCertificate, ownFirst } from './fitting-certificate';
import type { AgentCertificate } from './signing-agent';

const now = new Date('2026-11-21T00:00:00Z');

function certificate(id: string, subject: string, notAfter = '2029-01-01T00:00:00Z'): AgentCertificate {
  return { id, subject, issuer: 'CN=CA', serialNumber: '1', notAfter, certificateChain: ['AA'] };
}

const director = certificate('director', 'CN="Lãnh Đạo Mẫu 01, Giám đốc – Sở Giáo dục", O=Sở Giáo dục, C=VN');
const deputy = certificate('deputy', 'CN="Lãnh Đạo Mẫu 02, Phó Giám đốc – Sở Giáo dục", O=Sở Giáo dục, C=VN');
const agency = certificate('agency', 'CN=Sở Giáo dục, C=VN');

describe('choosing a certificate', () => {
  it('reads common names, quoted and escaped ones too', () => {
    expect(commonName(director.subject)).toBe('Lãnh Đạo Mẫu 01, Giám đốc – Sở Giáo dục');
    expect(commonName('C=VN, CN=A\\, B')).toBe('A, B');
    expect(commonName('Sở Nội vụ')).toBe('Sở Nội vụ');
  });

  it('proposes the only valid one', () => {
    expect(fittingCertificate([certificate('old', 'CN=A', '2020-01-01T00:00:00Z'), agency], 'Ai đó', now)).toBe(agency);
  });

  it('proposes the signer’s own among several, and the agency’s for its signature', () => {
    const all = [agency, deputy, director];
    expect(fittingCertificate(all, 'Lãnh Đạo Mẫu 01', now)).toBe(director);
    expect(fittingCertificate(all, 'Sở Giáo dục', now)).toBe(agency);
  });

  it('leaves the choice to the signer when nothing or too much fits', () => {
    expect(fittingCertificate([deputy, director], 'Ai đó', now)).toBeNull();
    expect(fittingCertificate([director, { ...director, id: 'second' }], 'Lãnh Đạo Mẫu 01', now)).toBeNull();
  });

  it('lists the signer’s own first', () => {
    expect(ownFirst([agency, deputy, director], 'Lãnh Đạo Mẫu 01').map((each) => each.id)).toEqual(['director', 'agency', 'deputy']);
  });
});
