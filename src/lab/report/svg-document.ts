import { escaped } from './html.js';

/**
 * As much of a document as Observable Plot asks for: it makes elements, puts them into each other and
 * sets their attributes. What is drawn in it is written down as text; there is no browser.
 */
export class SvgDocument {
  readonly documentElement: SvgElement = new SvgElement(this, 'html');

  createElement(name: string): SvgElement {
    return new SvgElement(this, name);
  }

  createElementNS(space: string, name: string): SvgElement {
    return new SvgElement(this, name, space);
  }

  createTextNode(text: string): SvgText {
    return new SvgText(this, text);
  }
}

class SvgNode {
  readonly ownerDocument: SvgDocument;
  parentNode: SvgElement | null = null;

  constructor(owner: SvgDocument) {
    this.ownerDocument = owner;
  }

  remove(): void {
    this.parentNode?.removeChild(this);
  }

  get nextSibling(): SvgNode | null {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }
}

class SvgText extends SvgNode {
  readonly textContent: string;

  constructor(owner: SvgDocument, text: string) {
    super(owner);
    this.textContent = text;
  }

  override toString(): string {
    return escaped(this.textContent);
  }
}

/** An element of that document; as text, `toString` gives it with all that is in it. */
export class SvgElement extends SvgNode {
  readonly tagName: string;
  readonly namespaceURI: string | null;
  readonly childNodes: SvgNode[] = [];
  readonly style: { setProperty(name: string, value: string): void };
  readonly #attributes = new Map<string, string>();
  readonly #styles = new Map<string, string>();

  constructor(owner: SvgDocument, name: string, space: string | null = null) {
    super(owner);
    this.tagName = name;
    this.namespaceURI = space;
    this.style = { setProperty: (key, value) => void this.#styles.set(key, value) };
  }

  get children(): readonly SvgElement[] {
    return this.childNodes.filter((node) => node instanceof SvgElement);
  }

  get firstChild(): SvgNode | null {
    return this.childNodes[0] ?? null;
  }

  get textContent(): string {
    return this.childNodes.map((node) => (node as SvgElement | SvgText).textContent).join('');
  }

  set textContent(text: string) {
    this.childNodes.splice(0);
    this.append(text);
  }

  append(...nodes: readonly (SvgNode | string)[]): void {
    for (const node of nodes) {
      this.appendChild(typeof node === 'string' ? new SvgText(this.ownerDocument, node) : node);
    }
  }

  appendChild<T extends SvgNode>(node: T): T {
    return this.insertBefore(node, null);
  }

  insertBefore<T extends SvgNode>(node: T, before: SvgNode | null): T {
    node.remove();
    const place = before === null ? this.childNodes.length : this.childNodes.indexOf(before);
    this.childNodes.splice(place, 0, node);
    node.parentNode = this;
    return node;
  }

  removeChild<T extends SvgNode>(node: T): T {
    const place = this.childNodes.indexOf(node);
    if (place >= 0) this.childNodes.splice(place, 1);
    node.parentNode = null;
    return node;
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }

  setAttribute(name: string, value: unknown): void {
    this.#attributes.set(name, String(value));
  }

  setAttributeNS(_space: string, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }

  addEventListener(): void {
    // Nothing happens in a drawing.
  }

  override toString(): string {
    const styles = [...this.#styles].map(([name, value]) => `${name}: ${value}`).join('; ');
    const attributes = [...this.#attributes, ...(styles === '' ? [] : [['style', styles] as const])]
      .map(([name, value]) => ` ${name}="${escaped(shortened(value))}"`)
      .join('');
    return `<${this.tagName}${attributes}>${this.childNodes.join('')}</${this.tagName}>`;
  }
}

/** A hundredth of a pixel is not seen. */
function shortened(value: string): string {
  return value.replace(/\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100));
}
