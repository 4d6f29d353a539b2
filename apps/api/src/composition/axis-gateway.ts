/** Where the axis is, for the connectors; its secret is asked for by name. */
export function axisGateway(url: string, systemId: string): { gatewayUrl: string; systemId: string; secretName: string } {
  return { gatewayUrl: url, systemId, secretName: 'AXIS_SECRET' };
}
