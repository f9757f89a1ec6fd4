/** What others only read, for who writes it. */
export type Writable<Type> = { -readonly [Field in keyof Type]: Type[Field] };
