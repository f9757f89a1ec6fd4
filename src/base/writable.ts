/** A type without its `readonly`s, for the code that fills what others only read. */
export type Writable<Type> = { -readonly [Field in keyof Type]: Type[Field] };
