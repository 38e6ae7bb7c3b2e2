// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

/**
 * Three rows of real numbers on a machine, one per body, each padded with zeros.
 *
 * @param address of the first row
 */
record CudaVector(long address) {}
