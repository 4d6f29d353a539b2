import http from 'node:http';

/** Requests with JSON over connections that are kept; as little work of its own as possible, as it shares the machine with the server. */
export class HttpClient {
  #agent;
  #headers;
  #host;

  constructor(url, { connections, authorization }) {
    const { hostname, port } = new URL(url);
    this.#host = { hostname, port };
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
    this.#headers = { 'content-type': 'application/json', authorization };
  }

  /** The answer's JSON, null when it has none. Throws an Error with the answer's text when it is no success. */
  post(path, body) {
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request = http.request({ ...this.#host, path, method: 'POST', agent: this.#agent, headers: { ...this.#headers, 'content-length': Buffer.byteLength(text) } }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const answer = Buffer.concat(chunks).toString();
          if (response.statusCode >= 300) reject(new Error(`POST ${path}: ${response.statusCode} ${answer}`));
          else resolve(answer === '' ? null : JSON.parse(answer));
        });
      });
      request.once('error', reject);
      request.end(text);
    });
  }

  close() {
    this.#agent.destroy();
  }
}
