import type { Form } from '@bpmn-io/form-js-viewer';
import type { VNode } from 'preact';
import type { Dictionary } from '../language/vi';
import { dateText, parseDateText } from './date-text';
import { translateFormText } from './form-words';

export type FormLibrary = { readonly Form: typeof Form };
type Props = Record<string, unknown>;

let library: Promise<FormLibrary> | null = null;

/**
 * Loads form-js once. It has no place for translations and takes date formats from the browser, so its elements pass by us on
 * their way to the screen, and its date picker gets day/month/year whatever the browser's language.
 */
export function loadFormLibrary(words: () => Dictionary): Promise<FormLibrary> {
  library ??= (async () => {
    const [{ Form }, { options }, { default: flatpickr }, { Vietnamese }] = await Promise.all([
      import('@bpmn-io/form-js-viewer'), import('preact'), import('flatpickr'), import('flatpickr/dist/esm/l10n/vn.js'),
    ]);
    const before = options.vnode;
    options.vnode = (vnode) => {
      translate(vnode, words());
      before?.(vnode);
    };
    // formats given as defaults are overwritten by flatpickr; those of a plugin stay
    const dayMonthYear = () => ({ formatDate: dateText, parseDate: (text: string) => parseDateText(text) ?? undefined });
    flatpickr.setDefaults({ plugins: [dayMonthYear as never], locale: { ...Vietnamese, firstDayOfWeek: 1 } });
    return { Form };
  })().catch((error: unknown) => {
    library = null;
    throw error;
  });
  return library;
}

function translate(vnode: VNode, words: Dictionary): void {
  if (typeof vnode.type !== 'string') return;
  const props = vnode.props as Props;
  if (typeof props['children'] === 'string') props['children'] = translateFormText(props['children'], words);
  else if (Array.isArray(props['children'])) props['children'] = props['children'].map((child: unknown) => (typeof child === 'string' ? translateFormText(child, words) : child));
  if (typeof props['placeholder'] === 'string') props['placeholder'] = 'data-input' in props ? words.form.dateFormat : translateFormText(props['placeholder'], words);
}
