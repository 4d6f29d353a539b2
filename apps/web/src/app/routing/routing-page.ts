import { Component } from '@angular/core';
@Component({ selector: 'vt-tmp', template: '' })
export class RoutingPage { canLeave() { return true; } }
