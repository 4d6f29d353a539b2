export declare class RestProgram {
  constructor(baseUrl: string, username: string, password: string);
  readonly baseUrl: string;
  /** Below `/v2`. @throws Error with `status` where it was refused */
  post<T>(path: string, body: object): Promise<T>;
  searchAll<T>(path: string, filter: object, sortField: string): Promise<T[]>;
}
