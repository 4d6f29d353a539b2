import { Component } from '@angular/core';
@Component({ selector: 'vt-tmp', template: '' })
export class IncidentsPage { canLeave() { return true; } }
