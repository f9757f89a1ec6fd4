// The parts of blessed that are used here. All of it would be thirty kinds of boxes more, which take
// as long to read as a tenth of a start.

declare module 'blessed/lib/widgets/screen.js' {
  import type { Widgets } from 'blessed';

  const Screen: new (options: Widgets.IScreenOptions) => Widgets.Screen;
  export default Screen;
}

declare module 'blessed/lib/tput.js' {
  const Tput: {
    prototype: { _compile(info: unknown, key: string, text: unknown): unknown };
  };
  export default Tput;
}

declare module 'blessed/lib/unicode.js' {
  const unicode: { charWidth(text: string | number, index?: number): number };
  export default unicode;
}
