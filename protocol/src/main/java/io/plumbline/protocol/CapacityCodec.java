package io.plumbline.protocol;

import io.plumbline.core.gating.CapacityReport;
import io.plumbline.core.gating.policy.CapacityFloor;
import io.plumbline.protocol.v1.MaskChange;
import java.util.Optional;

/** What the capacity floor did to a decision, from core's value to the message and back. */
public final class CapacityCodec {

    private CapacityCodec() {}

    static io.plumbline.protocol.v1.CapacityReport write(CapacityReport report) {
        return io.plumbline.protocol.v1.CapacityReport.newBuilder()
                .setFloor(report.floor().weights())
                .setPerNat(report.floor().perNat())
                .setExamples(report.floor().examples())
                .setLoss(report.floor().loss())
                .setCapacity(report.capacity())
                .setHeldBack(report.heldBack())
                .build();
    }

    /**
     * Returns what the floor did; empty where there was none.
     *
     * @throws IllegalArgumentException if the floor is below 0 or not finite
     */
    public static Optional<CapacityReport> read(MaskChange decision) {
        if (!decision.hasCapacity()) {
            return Optional.empty();
        }
        io.plumbline.protocol.v1.CapacityReport message = decision.getCapacity();
        CapacityFloor floor =
                new CapacityFloor(message.getFloor(), message.getPerNat(), message.getExamples(), message.getLoss());
        return Optional.of(new CapacityReport(floor, message.getCapacity(), message.getHeldBack()));
    }
}
