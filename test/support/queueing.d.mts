export function erlangC(n: number, a: number): number;
export function mmnResponse(n: number, rho: number): number;
export function inTurnResponse(n: number, rho: number): number;
export function supermarketResponse(d: number, rho: number): number;
export function senderResponse(rho: number, threshold: number, probes: number): number;
export function stealingResponse(rho: number): number;
export function shortestOfTwoResponse(rho: number, most?: number): number;
