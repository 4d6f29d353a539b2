import { options } from '@bpmn-io/properties-panel/preact';

type VNode = { readonly type: unknown; readonly props: Record<string, unknown> };
type Options = { vnode?: (vnode: VNode) => void };

const attributes = ['title', 'aria-label', 'data-title', 'placeholder'] as const;
const listSize = /^List contains (\d+) items?$/;
let translate: (text: string) => string = (text) => text;

/** The panel's library writes some of its texts past the translate service; they are translated on their way to the screen. */
export function translatePanel(translator: (text: string) => string): void {
  translate = translator;
}

const panelOptions = options as Options;
const before = panelOptions.vnode;
panelOptions.vnode = (vnode) => {
  if (typeof vnode.type === 'string') {
    const { props } = vnode;
    for (const name of attributes) if (typeof props[name] === 'string') props[name] = wordsOf(props[name]);
    const isSpoken = vnode.type === 'button' || props['class'] === 'bio-properties-panel-error';
    if (isSpoken && typeof props['children'] === 'string') props['children'] = wordsOf(props['children']);
  }
  before?.(vnode);
};

function wordsOf(text: string): string {
  const list = listSize.exec(text);
  return list === null ? translate(text) : translate('List contains {count} items').replace('{count}', list[1] ?? '');
}
