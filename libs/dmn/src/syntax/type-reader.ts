import type { SyntaxNode } from '@lezer/common';
import { collapseName } from './names.js';
import type { TypeNode } from './tree.js';

/** Reads the grammar's type expressions: names, `list<T>`, `range<T>`, `context<…>`, `function<…> -> T`. */
export class TypeReader {
  constructor(private readonly text: string) {}

  read(node: SyntaxNode): TypeNode {
    const { from, to } = node;
    switch (node.name) {
      case 'Type':
        return node.firstChild ? this.read(node.firstChild) : this.named(node);
      case 'ListType': {
        const range = this.text.slice(from, to).startsWith('range');
        return { tag: range ? 'range' : 'list', of: this.inner(node), from, to };
      }
      case 'ContextType':
        return { tag: 'context', entries: this.entries(node), from, to };
      case 'FunctionType': {
        const types = this.all(node.getChild('ArgumentTypes'), 'ArgumentType').map((child) => this.inner(child));
        return { tag: 'function', parameters: types, returns: this.inner(node), from, to };
      }
      default:
        return this.named(node);
    }
  }

  private inner(node: SyntaxNode): TypeNode {
    const child = node.getChild('Type');
    return child ? this.read(child) : { tag: 'named', name: 'Any', from: node.from, to: node.to };
  }

  private entries(node: SyntaxNode): { name: string; type: TypeNode }[] {
    return this.all(node.getChild('ContextEntryTypes'), 'ContextEntryType').map((entry) => {
      const name = entry.firstChild;
      return { name: name ? collapseName(this.text.slice(name.from, name.to)) : '', type: this.inner(entry) };
    });
  }

  private all(node: SyntaxNode | null, name: string): SyntaxNode[] {
    return node ? node.getChildren(name) : [];
  }

  private named(node: SyntaxNode): TypeNode {
    const name = collapseName(this.text.slice(node.from, node.to)).replace(/ ?\. ?/g, '.');
    return { tag: 'named', name, from: node.from, to: node.to };
  }
}
