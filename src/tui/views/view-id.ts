/** The views, in the order of their digits. */
export type ViewId = 'mtop' | 'mosmon' | 'cluster' | 'map' | 'history' | 'events' | 'beliefs';
