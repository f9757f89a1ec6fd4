import type { Brand } from '../../base/brand.js';
import { asNodeIndex, type NodeIndex } from '../node-index.js';

/**
 * What processes and transfers use of a node: its CPUs, and the two directions of its
 * link. Each is a number, so that they can stand in one array.
 */
export type Resource = Brand<number, 'Resource'>;

const RESOURCES = 3;

/** The logical CPUs of a node. */
export function cpusOf(node: NodeIndex): Resource {
  return (node * RESOURCES) as Resource;
}

/** What its link sends, in bytes per second. */
export function sendingOf(node: NodeIndex): Resource {
  return (node * RESOURCES + 1) as Resource;
}

/** What its link receives, in bytes per second. */
export function receivingOf(node: NodeIndex): Resource {
  return (node * RESOURCES + 2) as Resource;
}

export function nodeOf(resource: Resource): NodeIndex {
  return asNodeIndex(Math.floor(resource / RESOURCES));
}

export function isCpus(resource: Resource): boolean {
  return resource % RESOURCES === 0;
}

/** What a process uses elsewhere for each second of its work: CPU seconds, or bytes. */
export interface Use {
  readonly resource: Resource;
  readonly perWork: number;
  /** Whether it is CPU time. */
  readonly isCpu: boolean;
}
