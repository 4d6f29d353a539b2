import type { FrameLocator } from 'playwright-core';
import type { Desk } from './desk.js';

const frameTitle = 'Khung nhập mã PIN của phần mềm ký';

/** Signs in the open dialog. Answers what the agent said about each PIN but the last, which must be right. */
export async function signWithPins(desk: Desk, pins: readonly string[]): Promise<string[]> {
  await desk.press('Tiếp tục, nhập mã PIN');
  const frame = desk.page.frameLocator(`iframe[title="${frameTitle}"]`);
  const answers: string[] = [];
  for (const [index, pin] of pins.entries()) {
    await typePin(desk, frame, pin);
    if (index < pins.length - 1) answers.push(await frame.getByRole('alert').innerText());
  }
  await desk.page.getByText('Chữ ký đã được gắn vào văn bản và kiểm tra hợp lệ.').waitFor({ timeout: 60_000 });
  await desk.look(`sign-done-${desk.username}`);
  await desk.press('Đóng');
  await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
  return answers;
}

async function typePin(desk: Desk, frame: FrameLocator, pin: string): Promise<void> {
  await frame.getByLabel('Mã PIN của chứng thư số').fill(pin);
  await desk.look(`sign-pin-${desk.username}-${pin}`);
  await desk.click(frame.getByRole('button', { name: 'Ký', exact: true }));
}
