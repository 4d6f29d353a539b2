/** What npm start prints: where to go, who can sign in, what runs beside it. */
export function banner(system, { dataDir, sampleData, milliseconds, buildMilliseconds }) {
  const lines = [
    '',
    `  Vanthu  ${system.url}`,
    `  sẵn sàng sau ${(milliseconds / 1000).toFixed(1)} s${buildMilliseconds > 2000 ? ` (dựng chương trình ${(buildMilliseconds / 1000).toFixed(0)} s)` : ''}, dữ liệu ở ${dataDir}`,
  ];
  if (sampleData !== 'none') lines.push('', ...sampleLogins(system));
  if (system.administrator) lines.push('', `  Quản trị hệ thống: ${system.administrator.username}   mật khẩu ${system.administrator.password}   (chỉ hiện một lần này)`);
  if (system.smtpPort) lines.push('', `  Thư thử nghiệm   SMTP 127.0.0.1:${system.smtpPort}   IMAP 127.0.0.1:${system.imapPort}   (mật khẩu ${system.mailPassword})`);
  if (system.axisUrl) lines.push(`  Trục thử nghiệm  ${system.axisUrl}   (gửi một văn bản đến từ đây)`);
  if (system.agentUrl) lines.push(`  Ký số            ${system.agentUrl}   (PIN thử nghiệm ${system.sandbox.pin})`);
  return [...lines, '', '  Ctrl-C để dừng.', ''].join('\n');
}

function sampleLogins({ sandbox }) {
  const rows = [
    ['vanthu.sgddt', 'văn thư'],
    ['giamdoc.sgddt', 'lãnh đạo'],
    ['truongphong.gdtrh', 'trưởng phòng'],
    ['chuyenvien.gdtrh', 'chuyên viên'],
    ['chanhvanphong.sgddt', 'kiểm tra thể thức'],
    ['quantri.sgddt', 'quản trị đơn vị'],
  ];
  return [`  Tài khoản mẫu (mật khẩu ${sandbox.samplePassword}):`, ...rows.map(([name, role]) => `    ${name.padEnd(22)} ${role}`)];
}
