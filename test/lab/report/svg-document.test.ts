import { describe, expect, it } from 'vitest';
import { SvgDocument } from '../../../src/lab/report/svg-document.js';

const document = new SvgDocument();
const make = (name: string) => document.createElementNS('http://www.w3.org/2000/svg', name);

describe('a document of drawings', () => {
  it('has elements in the order in which they were put there', () => {
    const [svg, one, two, three] = ['svg', 'a', 'b', 'c'].map(make) as [
      ...[ReturnType<typeof make>, ReturnType<typeof make>, ReturnType<typeof make>],
      ReturnType<typeof make>,
    ];
    expect([svg.firstChild, svg.nextSibling, svg.textContent]).toEqual([null, null, '']);
    svg.append(one, 'text', two);
    svg.insertBefore(three, one);
    expect(String(svg)).toBe('<svg><c></c><a></a>text<b></b></svg>');
    expect(svg.children).toEqual([three, one, two]);
    expect(svg.firstChild).toBe(three);
    expect(three.nextSibling).toBe(one);
    expect(two.nextSibling).toBeNull();
    // What stands elsewhere is taken from there.
    two.appendChild(three);
    expect(String(svg)).toBe('<svg><a></a>text<b><c></c></b></svg>');
    expect(three.parentNode).toBe(two);
    three.remove();
    expect([three.parentNode, String(two)]).toEqual([null, '<b></b>']);
    three.remove();
    svg.removeChild(three);
    expect(String(svg)).toBe('<svg><a></a>text<b></b></svg>');
  });

  it('has the attributes and the style that were set last, and text as what it is', () => {
    const element = make('text');
    expect([element.getAttribute('x'), element.hasAttribute('x')]).toEqual([null, false]);
    element.setAttribute('x', 1.23456);
    element.setAttribute('y', '<3>');
    element.setAttributeNS('space', 'z', 12.3);
    element.setAttribute('x', 2.23456);
    expect([element.getAttribute('x'), element.hasAttribute('x')]).toEqual(['2.23456', true]);
    element.setAttribute('gone', 1);
    element.removeAttribute('gone');
    element.style.setProperty('fill', 'red');
    element.style.setProperty('top', '1px');
    element.textContent = 'a & b';
    expect(String(element)).toBe(
      '<text x="2.23" y="&#60;3&#62;" z="12.3" style="fill: red; top: 1px">a &#38; b</text>',
    );
    element.append(document.createTextNode('c'));
    expect(element.textContent).toBe('a & bc');
    element.textContent = 'd';
    expect(element.textContent).toBe('d');
    element.addEventListener();
  });

  it('rounds what is less than a hundredth of a pixel', () => {
    const path = make('path');
    path.setAttribute('d', 'M0.125,10.005L1.999,0.12 3.0001e5,-7.12345');
    expect(String(path)).toBe('<path d="M0.13,10.01L2,0.12 3e5,-7.12"></path>');
  });

  it('knows what an element is of', () => {
    const plain = document.createElement('span');
    expect([plain.tagName, plain.namespaceURI, plain.ownerDocument]).toEqual([
      'span',
      null,
      document,
    ]);
    expect(make('svg').namespaceURI).toBe('http://www.w3.org/2000/svg');
    expect(document.documentElement.tagName).toBe('html');
  });
});
