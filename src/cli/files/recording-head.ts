/**
 * Whether a name leads to a recording: by its first bytes, as its name may be any.
 * @param head of the file
 */
export function isRecordingHead(head: string): boolean {
  return head.startsWith('{"what":"mtop-sim recording"');
}

/** Whether a file is a recording of anything: of a session, or of real nodes. */
export function isAnyRecordingHead(head: string): boolean {
  return /^\{"what":"mtop-sim (live )?recording"/.test(head);
}
