import { type BasicType, ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { ProcessSample } from '../../metrics/watched-processes.js';
import { OutputFile } from '../files/output-file.js';
import type { Provenance } from '../files/provenance.js';
import { version } from '../version.js';
import { SAMPLE_COLUMNS, type SampleColumn } from './sample-columns.js';
import type { SamplesFile } from './samples-file.js';

/** Processes that are written at once: so many are held in memory, whatever the file becomes. */
export const ROWS_OF_GROUP = 65_536;

type Value = bigint | number | string | undefined;

/**
 * The samples as Parquet (https://parquet.apache.org/docs/file-format/), in groups of rows. What is
 * not known is null. Nothing in it differs from one time to the next: no date, and Snappy is the
 * library's own, not that of the system.
 */
export class ParquetSamples implements SamplesFile {
  readonly #file: OutputFile;
  readonly #parquet: ParquetWriter;
  /** The values of the group that is being filled, by column. */
  #group: Value[][] = emptyGroup();

  /** @param provenance is kept in the file as JSON, under that key */
  constructor(file: OutputFile, provenance: Provenance) {
    this.#file = file;
    this.#parquet = new ParquetWriter({
      writer: new FileBytes(file),
      schema: schemaFromColumnData({ columnData: SAMPLE_COLUMNS.map(columnOf) }),
      kvMetadata: [{ key: 'provenance', value: JSON.stringify(provenance) }],
      createdBy: `mtop-sim version ${version()}`,
    });
  }

  add(seed: number, samples: readonly ProcessSample[]): void {
    for (const sample of samples) {
      for (const [index, { of, type }] of SAMPLE_COLUMNS.entries()) {
        const value = of(sample, seed);
        const isLong = type === 'int64' && value !== undefined;
        this.#group[index]!.push(isLong ? BigInt(value) : value);
      }
      if (this.#group[0]!.length === ROWS_OF_GROUP) this.#writeGroup();
    }
  }

  keep(): void {
    this.#writeGroup();
    this.#parquet.finish();
    OutputFile.keepTogether([this.#file]);
  }

  discard(): void {
    this.#file.discard();
  }

  #writeGroup(): void {
    const columnData = SAMPLE_COLUMNS.map(({ name }, index) => ({
      name,
      data: this.#group[index]!,
    }));
    this.#parquet.write({ columnData, rowGroupSize: ROWS_OF_GROUP });
    this.#group = emptyGroup();
  }
}

function emptyGroup(): Value[][] {
  return SAMPLE_COLUMNS.map(() => []);
}

const TYPES: Readonly<Record<SampleColumn['type'], BasicType>> = {
  int32: 'INT32',
  int64: 'INT64',
  double: 'DOUBLE',
  string: 'STRING',
};

function columnOf({ name, type, isNullable = false }: SampleColumn) {
  return { name, type: TYPES[type], nullable: isNullable, data: [] };
}

/** What the library writes, passed on at the end of each group of rows, and of the file. */
class FileBytes extends ByteWriter {
  readonly #file: OutputFile;

  constructor(file: OutputFile) {
    super();
    this.#file = file;
  }

  flush(): void {
    this.#file.write(Buffer.from(this.getBytes()));
    this.index = 0;
  }

  override finish(): void {
    this.flush();
  }
}
