/** The bytes of a file, in order, a part at a time; what is gzipped arrives unpacked. */
export interface ByteSource {
  /** Fills `into` from `offset` on. @returns how many bytes came; 0 at the end */
  read(into: Buffer, offset: number): number;
  close(): void;
}
