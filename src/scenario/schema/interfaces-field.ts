import {
  INTERFACES_FORM,
  INTERFACES_PATTERN,
  interfacesIn,
} from '../../cluster/facts/interfaces.js';
import { scalar } from './readers.js';

/** Where omdiscd announces: eth0, or eth0,eth1. */
export const interfaces = scalar(
  `must be ${INTERFACES_FORM}`,
  () => ({ type: 'string', pattern: INTERFACES_PATTERN }),
  (written) =>
    typeof written === 'string' && interfacesIn(written) !== undefined ? written : undefined,
);
