/**
 * What the agenda holds, in the order in which it happens at one instant: who is done leaves before
 * anybody lands.
 */
export const COMPLETION = 0;
export const MIGRATION = 1;
