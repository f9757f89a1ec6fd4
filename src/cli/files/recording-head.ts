/**
 * Whether a name leads to a recording: by its first bytes, as its name may be any.
 * @param head of the file
 */
export function isRecordingHead(head: string): boolean {
  return head.startsWith('{"what":"mtop-sim recording"');
}
