// One orbit in the Milky Way, integrated and plotted.
UnitSystem units = UnitSystem.GALACTIC;
Potential milkyWay = MilkyWay.bovy2014();
PhasePoint sun = PhasePoint.of(-8, 0, 0.02, units.velocityFromKilometersPerSecond(11), units.velocityFromKilometersPerSecond(232), units.velocityFromKilometersPerSecond(7));
Trajectory orbit = Simulation.in(milkyWay).withSteps(4000).withSaveAt(SaveAt.everySteps(4).andStart()).run(Particles.single(0, sun), 2000).orThrow();
Plot.lines("The Sun for 2 Gyr", "x [kpc]", orbit.x(0), "y [kpc]", orbit.y(0)).save("target/sun-orbit.png");
System.out.println("circular velocity at 8 kpc: " + units.velocityToKilometersPerSecond(milkyWay.circularVelocity().at(8)) + " km/s");
System.out.println("the orbit is drawn in target/sun-orbit.png");
