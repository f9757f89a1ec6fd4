import { type KernelOptions, MOST_DFSA, NOT_MOUNTED } from '../../cluster/facts/kernel-options.js';
import { type Fields, mapSchema, optional, type Read, reader, readMap } from './field.js';
import { flag, orWord, wholeNumber } from './readers.js';

type Written = Omit<KernelOptions, 'disclosure'> & { readonly disclosure: number };

/** The section `kernel`: what all nodes have. */
export const KERNEL_FIELDS: Fields<Written> = {
  fs: optional(flag, true),
  dfsa: optional(flag, true),
  noOom: optional(flag, false),
  pipeExceptions: optional(flag, true),
  secureports: optional(flag, true),
  disclosure: optional(wholeNumber(0, 3), 1),
  loadLimit: optional(flag, true),
};

export function kernelOptions(given: Written): KernelOptions {
  return { ...given, disclosure: given.disclosure as KernelOptions['disclosure'] };
}

const OWN_FIELDS: Fields<{ [Key in keyof Written]: Written[Key] | undefined }> = {
  fs: own(KERNEL_FIELDS.fs.read),
  dfsa: own(KERNEL_FIELDS.dfsa.read),
  noOom: own(KERNEL_FIELDS.noOom.read),
  pipeExceptions: own(KERNEL_FIELDS.pipeExceptions.read),
  secureports: own(KERNEL_FIELDS.secureports.read),
  disclosure: own(KERNEL_FIELDS.disclosure.read),
  loadLimit: own(KERNEL_FIELDS.loadLimit.read),
};

function own<T>(read: Read<T>) {
  return optional<T | undefined>(read, undefined);
}

/** The options in which the kernels of some nodes differ from those of the others. */
export const ownKernel: Read<Partial<KernelOptions>> = reader(
  () => mapSchema(OWN_FIELDS),
  (value, report) => {
    const given = Object.entries(readMap(value, OWN_FIELDS, report));
    return Object.fromEntries(given.filter(([, option]) => option !== undefined));
  },
);

/** dfsa= of /mfs in fstab. */
export const mfsMount: Read<number> = orWord('none', NOT_MOUNTED, wholeNumber(0, MOST_DFSA));
