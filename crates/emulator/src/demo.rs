//! The work requests that an emulator can begin with, and the account they belong to.
//!
//! Some ended before the start; all others end within 25 seconds of it.

use std::time::Duration;

use work_requests_models::{WorkRequestResource, WorkRequestResourceActionType};

use crate::script::WorkRequestScript;

/// OCID of the tenancy.
pub const TENANCY: &str = "ocid1.tenancy.oc1..emulatordemotenancy";
/// OCID of the user.
pub const USER: &str = "ocid1.user.oc1..emulatordemouser";
/// The region.
pub const REGION: &str = "us-ashburn-1";
/// OCID of the compartment that all demo work requests are in.
pub const COMPARTMENT: &str = "ocid1.compartment.oc1..emulatordemocompartment";

/// `LaunchInstance`: succeeds after 8 seconds.
pub const LAUNCH_INSTANCE: &str =
    "ocid1.coreservicesworkrequest.oc1.iad.emulatordemolaunchinstance";
/// `CreateCluster`: fails after 15 seconds, for want of addresses.
pub const CREATE_CLUSTER: &str = "ocid1.clustersworkrequest.oc1.iad.emulatordemocreatecluster";
/// `CreateNodePool`: succeeds after 22 seconds.
pub const CREATE_NODE_POOL: &str = "ocid1.clustersworkrequest.oc1.iad.emulatordemocreatenodepool";
/// `CopyVolumeBackup`: succeeds after 18 seconds.
pub const COPY_VOLUME_BACKUP: &str =
    "ocid1.coreservicesworkrequest.oc1.iad.emulatordemocopyvolumebackup";
/// `ExportImage`: fails after 10 seconds, because the bucket refuses it.
pub const EXPORT_IMAGE: &str = "ocid1.coreservicesworkrequest.oc1.iad.emulatordemoexportimage";
/// `UpdateLoadBalancer`: succeeds after 6 seconds.
pub const UPDATE_LOAD_BALANCER: &str =
    "ocid1.loadbalancerworkrequest.oc1.iad.emulatordemoupdateloadbalancer";
/// `TerminateInstance`: stays accepted for 5 seconds and succeeds after 12.
pub const TERMINATE_INSTANCE: &str =
    "ocid1.coreservicesworkrequest.oc1.iad.emulatordemoterminateinstance";
/// `ResizeVolume`: is canceled after 9 seconds.
pub const RESIZE_VOLUME: &str = "ocid1.coreservicesworkrequest.oc1.iad.emulatordemoresizevolume";
/// `ChangeCompartment`: never tells a percentage; succeeds after 14 seconds.
pub const CHANGE_COMPARTMENT: &str =
    "ocid1.coreservicesworkrequest.oc1.iad.emulatordemochangecompartment";
/// `CreateDatabase`: succeeded an hour before the start.
pub const CREATE_DATABASE: &str = "ocid1.dbworkrequest.oc1.iad.emulatordemocreatedatabase";
/// `DetachVolume`: failed ten minutes before the start.
pub const DETACH_VOLUME: &str = "ocid1.coreservicesworkrequest.oc1.iad.emulatordemodetachvolume";
/// `CreateSubnet`: was canceled a day before the start.
pub const CREATE_SUBNET: &str = "ocid1.coreservicesworkrequest.oc1.iad.emulatordemocreatesubnet";

/// The identifiers of all demo work requests.
pub const IDS: [&str; 12] = [
    LAUNCH_INSTANCE,
    CREATE_CLUSTER,
    CREATE_NODE_POOL,
    COPY_VOLUME_BACKUP,
    EXPORT_IMAGE,
    UPDATE_LOAD_BALANCER,
    TERMINATE_INSTANCE,
    RESIZE_VOLUME,
    CHANGE_COMPARTMENT,
    CREATE_DATABASE,
    DETACH_VOLUME,
    CREATE_SUBNET,
];

/// The lives of them all.
pub(crate) fn scripts() -> impl Iterator<Item = WorkRequestScript> {
    running().into_iter().chain(ended())
}

fn running() -> [WorkRequestScript; 9] {
    [
        touching("instance", demo("LaunchInstance", LAUNCH_INSTANCE, 1))
            .log(secs(2), "Allocating a host in AD-1")
            .percent(secs(5), 80.0)
            .log(secs(6), "Booting")
            .succeeded(secs(8)),
        touching("cluster", demo("CreateCluster", CREATE_CLUSTER, 1))
            .log(secs(3), "Creating the control plane")
            .percent(secs(9), 55.0)
            .log(secs(12), "Requesting 4 addresses in the endpoint subnet")
            .failed(
                secs(15),
                "LimitExceeded",
                "The endpoint subnet has 2 free addresses; 4 are needed",
            ),
        touching("nodepool", demo("CreateNodePool", CREATE_NODE_POOL, 2))
            .log(secs(6), "1 of 3 nodes is ready")
            .percent(secs(14), 66.0)
            .log(secs(14), "2 of 3 nodes are ready")
            .succeeded(secs(22)),
        touching(
            "volumebackup",
            demo("CopyVolumeBackup", COPY_VOLUME_BACKUP, 1),
        )
        .log(secs(1), "Copying to us-phoenix-1")
        .percent(secs(17), 98.0)
        .succeeded(secs(18)),
        touching("image", demo("ExportImage", EXPORT_IMAGE, 1))
            .log(secs(4), "Writing to bucket exports")
            .percent(secs(8), 30.0)
            .failed(
                secs(10),
                "NotAuthorizedOrNotFound",
                "Bucket exports not found, or writing to it is not allowed",
            ),
        touching(
            "loadbalancer",
            demo("UpdateLoadBalancer", UPDATE_LOAD_BALANCER, 1),
        )
        .log(secs(3), "Draining connections")
        .succeeded(secs(6)),
        touching("instance", demo("TerminateInstance", TERMINATE_INSTANCE, 5))
            .log(secs(7), "Detaching the boot volume")
            .succeeded(secs(12)),
        touching("volume", demo("ResizeVolume", RESIZE_VOLUME, 1))
            .percent(secs(6), 40.0)
            .log(secs(8), "Cancellation was requested")
            .canceled(secs(9)),
        demo("ChangeCompartment", CHANGE_COMPARTMENT, 2)
            .without_percent()
            .succeeded(secs(14)),
    ]
}

fn ended() -> [WorkRequestScript; 3] {
    [
        touching("database", demo("CreateDatabase", CREATE_DATABASE, 5))
            .log(secs(60), "Storage is ready")
            .succeeded(secs(900))
            .age(secs(3600 + 900)),
        touching("volumeattachment", demo("DetachVolume", DETACH_VOLUME, 1))
            .log(secs(2), "Waiting for the instance to release the volume")
            .failed(
                secs(40),
                "IncorrectState",
                "The volume is mounted; unmount it and detach again",
            )
            .age(secs(640)),
        touching("subnet", demo("CreateSubnet", CREATE_SUBNET, 1))
            .canceled(secs(5))
            .age(secs(24 * 3600 + 5)),
    ]
}

fn demo(operation_type: &str, id: &str, starts: u64) -> WorkRequestScript {
    WorkRequestScript::new(operation_type)
        .id(id)
        .compartment(COMPARTMENT)
        .started(secs(starts))
}

fn touching(kind: &str, script: WorkRequestScript) -> WorkRequestScript {
    let id = format!("ocid1.{kind}.oc1.iad.emulatordemo{kind}");
    script.resource(WorkRequestResource::new(
        WorkRequestResourceActionType::InProgress,
        kind,
        id,
    ))
}

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}
