// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

/**
 * The part of an orbit along which phi1 rises or falls all the way, around the progenitor today:
 * there phi1 determines the place on the orbit.
 *
 * @param backwardTime the time of its end in the past, relative to today [time]; not positive
 * @param forwardTime the time of its end in the future [time]; not negative
 * @param backwardPhi1 phi1 of its end in the past [deg], continued from today's, so not wrapped
 * @param forwardPhi1 phi1 of its end in the future [deg], not wrapped
 * @param backwardEnd why it ends in the past
 * @param forwardEnd why it ends in the future
 */
public record TrackBranch(
    double backwardTime,
    double forwardTime,
    double backwardPhi1,
    double forwardPhi1,
    End backwardEnd,
    End forwardEnd) {

  /** Why a branch ends. */
  public enum End {
    /** The orbit was followed no farther. */
    END_OF_RUN,
    /** Phi1 turns around there. */
    TURNING_POINT,
    /**
     * The run could not go on from there: the state became infinite or NaN, or it was cancelled.
     */
    FAILED_RUN
  }
}
