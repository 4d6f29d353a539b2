import type { RunningSystem } from '../../../tools/system.mjs';

/** A message as the axis-sandbox tells of it. */
export interface AxisMessage {
  readonly messageType: 'edoc' | 'status';
  readonly from: string;
  readonly documentId: string;
  readonly title: string;
  readonly statusCode?: string;
  readonly deliveries: readonly { readonly docId: string; readonly to: string; readonly status: 'initial' | 'processing' | 'done' | 'fail' }[];
}

/** What the axis has carried, newest first. */
export async function axisMessages(system: Pick<RunningSystem, 'axisUrl'>): Promise<AxisMessage[]> {
  const response = await fetch(`${system.axisUrl}/sandbox/messages`);
  return (await response.json()) as AxisMessage[];
}
