/** The key of a branded type; it exists for the compiler only. */
declare const named: unique symbol;

/**
 * A value that is made by its constructor function only: neither any `Base` nor a brand or flavour
 * of another name is taken for it. It costs nothing at run time.
 */
export type Brand<Base, Name extends string> = Base & { readonly [named]: Name };

/**
 * A value that users, files and tests write down as it is: any `Base` is taken for it, but no brand
 * or flavour of another name.
 */
export type Flavour<Base, Name extends string> = Base & { readonly [named]?: Name };
