/** Mistakes that change no behaviour, looked at by hand: [file, the code, what it becomes, why]. */
export const EQUIVALENT = [];
