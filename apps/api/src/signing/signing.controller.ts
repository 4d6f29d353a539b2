import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { finishSigningSchema, prepareSigningSchema, type CompletedTask, type Person, type PreparedSigning } from '@vanthu/model';
import { SignedIn } from '../authentication/access.guard.js';
import { parseInput } from '../problems/input.js';
import { KeyParam } from '../problems/key-param.js';
import { SigningDesk } from './signing-desk.js';
import { TrustStore } from './trust.js';

@Controller('api')
export class SigningController {
  constructor(
    private readonly desk: SigningDesk,
    private readonly trust: TrustStore,
  ) {}

  @Post('tasks/:key/signing')
  @HttpCode(200)
  prepare(@SignedIn() person: Person, @KeyParam('key', 'task') key: string, @Body() body: unknown): Promise<PreparedSigning> {
    return this.desk.prepare(person, key, parseInput(prepareSigningSchema, body), new Date());
  }

  @Post('tasks/:key/signing/:signingId')
  @HttpCode(200)
  finish(@SignedIn() person: Person, @KeyParam('key', 'task') key: string, @Param('signingId') signingId: string, @Body() body: unknown): Promise<CompletedTask> {
    return this.desk.finish(person, key, signingId, parseInput(finishSigningSchema, body));
  }

  /** The certificates of the authorities trusted here, as PEM. */
  @Get('signing/trust')
  @Header('content-type', 'application/x-pem-file')
  trusted(): string {
    return this.trust.pem;
  }
}
