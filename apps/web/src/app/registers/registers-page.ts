import { Component } from '@angular/core';
@Component({ selector: 'vt-tmp', template: '' })
export class RegistersPage { canLeave() { return true; } }
