import descriptor from './vanthu.moddle.json' with { type: 'json' };

/** The moddle descriptor of the `vanthu:` namespace: what approval work needs and `zeebe:` has no word for. Load it beside zeebe's. */
export const vanthuModdle: Readonly<Record<string, unknown>> = descriptor;
