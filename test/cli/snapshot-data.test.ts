import { describe, expect, it } from 'vitest';
import { CSV_HEADER, csvRows, jsonLine } from '../../src/cli/commands/snapshot-data.js';
import { FakeSession } from '../support/fake-session.js';

describe('the data of a snapshot', () => {
  it('as CSV has a row per process with as many fields as the header', () => {
    const rows = csvRows(new FakeSession()).trimEnd().split('\n');
    expect(rows).toHaveLength(40);
    const fields = CSV_HEADER.split(',').length;
    expect(rows.every((row) => row.split(',').length === fields)).toBe(true);
  });

  it('keeps names that would break a row or be taken for a formula', () => {
    const session = new FakeSession({ processes: 1 });
    session.processes.get(1000)!.command = 'a,"b"\nc';
    session.processes.get(1000)!.user = '=1+1';
    const text = csvRows(session);
    expect(text).toContain('"a,""b""\nc"');
    expect(text).toContain(",'=1+1,");
  });

  it('as JSON is one line, and what never ends is endless', () => {
    const session = new FakeSession({ processes: 2 });
    session.processes.get(1000)!.workSeconds = Number.POSITIVE_INFINITY;
    const text = jsonLine(session);
    expect(text.indexOf('\n')).toBe(text.length - 1);
    const data = JSON.parse(text);
    expect(data.processes).toHaveLength(2);
    expect(data.processes[0].workSeconds).toBe('endless');
  });
});
