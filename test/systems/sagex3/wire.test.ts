import path from 'node:path';
import { describeWireFiles } from '../../doubles/wire-files';
import { wireRequests } from './fakes/wire-requests';

describeWireFiles(path.resolve(__dirname, 'wire'), wireRequests);
