//! Made from `data/services.json` by `cargo xtask codegen`; not to be edited.

use crate::{Operation, Service, Shape};

pub(crate) static WORK_REQUESTS: Service = Service::new("work_requests", "https://iaas.{region}.{secondLevelDomain}", "20160918")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "resourceId"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array).with_query(&["limit", "page", "sortOrder"]))
        .with_logs(Operation::LOGS.with_shape(Shape::Array).with_query(&["limit", "page", "sortOrder"]));

#[cfg(not(feature = "services"))]
pub(crate) static SERVICES: &[&Service] = &[&WORK_REQUESTS];

#[cfg(feature = "services")]
pub(crate) static SERVICES: &[&Service] = &[
    &Service::new("adm", "https://adm.{region}.oci.{secondLevelDomain}", "20220421")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("ai_data_platform", "https://datalake.{region}.oci.{secondLevelDomain}", "20240831")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("ai_document", "https://document.aiservice.{region}.oci.{secondLevelDomain}", "20221109")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("ai_language", "https://language.aiservice.{region}.oci.{secondLevelDomain}", "20221001")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "workRequestId"])),
    &Service::new("ai_vision", "https://vision.aiservice.{region}.oci.{secondLevelDomain}", "20220125")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("analytics", "https://analytics.{region}.ocp.{secondLevelDomain}", "20190331")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status", "resourceType"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_cancel(Operation::CANCEL),
    &Service::new("api_platform", "https://apip.{region}.ocp.{secondLevelDomain}", "20240829")
        .with_list(Operation::LIST.with_required(&[])),
    &Service::new("apiaccesscontrol", "https://pactl.{region}.oci.{secondLevelDomain}", "20241130")
        .with_cancel(Operation::CANCEL),
    &Service::new("apigateway", "https://apigateway.{region}.oci.{secondLevelDomain}", "20190501")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder"]))
        .with_cancel(Operation::CANCEL.with_headers(&["opc-retry-token", "if-match"]))
        .with_members(&[("listId", "workRequestId")]),
    &Service::new("apm_control_plane", "https://apm-cp.{region}.oci.{secondLevelDomain}", "20200630")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_shape(Shape::Array).with_query(&["limit", "page"])),
    &Service::new("appmgmt_control", "https://cp.appmgmt.{region}.oci.{secondLevelDomain}", "20210330")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "workRequestId"]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page"])),
    &Service::new("bastion", "https://bastion.{region}.oci.{secondLevelDomain}", "20210331")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_shape(Shape::Array).with_query(&["limit", "page"])),
    &Service::new("batch", "https://batch.{region}.oci.{secondLevelDomain}", "20251031")
        .with_list(Operation::LIST.with_required(&[])),
    &Service::new("bds", "https://bigdataservice.{region}.oci.{secondLevelDomain}", "20190531")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array))
        .with_logs(Operation::LOGS.with_shape(Shape::Array)),
    &Service::new("blockchain", "https://blockchain.{region}.oci.{secondLevelDomain}", "20191010")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder", "blockchainPlatformId"]).with_required(&["compartmentId", "blockchainPlatformId"]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page"]))
        .with_cancel(Operation::CANCEL),
    &Service::new("cloud_bridge", "https://cloudbridge.{region}.oci.{secondLevelDomain}", "20220509")
        .with_cancel(Operation::CANCEL),
    &Service::new("cloud_guard", "https://cloudguard-cp-api.{region}.oci.{secondLevelDomain}", "20200131")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status"]))
        .with_cancel(Operation::CANCEL),
    &Service::new("cloud_migrations", "https://cloudmigration.{region}.oci.{secondLevelDomain}", "20220919")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status", "workRequestId", "operationType"]).with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("cluster_health", "https://iaas.{region}.{secondLevelDomain}", "20260331")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("cluster_placement_groups", "https://clusterPlacementGroups.{region}.oci.{secondLevelDomain}", "20230801")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("container_engine", "https://containerengine.{region}.oci.{secondLevelDomain}", "20180222")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status", "clusterId", "resourceType"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array).with_query(&["compartmentId"]).with_required(&["compartmentId"]))
        .with_logs(Operation::LOGS.with_shape(Shape::Array).with_query(&["compartmentId"]).with_required(&["compartmentId"]))
        .with_cancel(Operation::CANCEL)
        .with_absent(&["percentComplete"]),
    &Service::new("container_instances", "https://compute-containers.{region}.oci.{secondLevelDomain}", "20210415")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status", "workRequestId", "availabilityDomain"])),
    &Service::new("data_catalog", "https://datacatalog.{region}.oci.{secondLevelDomain}", "20190325")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array))
        .with_logs(Operation::LOGS.with_shape(Shape::Array)),
    &Service::new("data_flow", "https://dataflow.{region}.oci.{secondLevelDomain}", "20200129")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page"]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page"]))
        .with_members(&[("operationType", "operation")])
        .with_words(&[("CANCELED", "CANCELLED"), ("CANCELING", "CANCELLING"), ("IN_PROGRESS", "INPROGRESS")]),
    &Service::new("data_integration", "https://dataintegration.{region}.oci.{secondLevelDomain}", "20200430")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder", "workRequestStatus", "workspaceId"]))
        .with_errors(Operation::ERRORS.with_path("/workRequests/{workRequestId}/workRequestErrors").with_shape(Shape::Array))
        .with_logs(Operation::LOGS.with_shape(Shape::Array)),
    &Service::new("data_labeling_service", "https://datalabeling-cp.{region}.oci.{secondLevelDomain}", "20211001")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "workRequestId"]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page"])),
    &Service::new("data_safe", "https://datasafe.{region}.oci.{secondLevelDomain}", "20181201")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "accessLevel", "compartmentIdInSubtree", "operationType", "targetDatabaseId"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_cancel(Operation::CANCEL),
    &Service::new("data_science", "https://datascience.{region}.oci.{secondLevelDomain}", "20190101")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status", "id", "operationType"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_cancel(Operation::CANCEL),
    &Service::new("database_management", "https://dbmgmt.{region}.oci.{secondLevelDomain}", "20201101"),
    &Service::new("database_migration", "https://odms.{region}.oci.{secondLevelDomain}", "20230518")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status"])),
    &Service::new("database_tools", "https://dbtools.{region}.oci.{secondLevelDomain}", "20201005")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder", "resourceIdentifier"])),
    &Service::new("database_tools_runtime", "https://dbtools.{region}.oci.{secondLevelDomain}", "20230222")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder", "status", "createdByPrincipalId", "operationType", "resourceIdentifier"]))
        .with_cancel(Operation::CANCEL),
    &Service::new("datacc", "https://datacc.{region}.ocp.{secondLevelDomain}", "20251101")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId"]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page", "sortOrder"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page", "sortOrder"])),
    &Service::new("dblm", "https://dbmgmt.{region}.oci.{secondLevelDomain}", "20240102")
        .with_list(Operation::LIST.with_required(&[])),
    &Service::new("dbmulticloud", "https://dbmulticloud.{region}.oci.{secondLevelDomain}", "20240501")
        .with_cancel(Operation::CANCEL),
    &Service::new("ddfs", "https://ddfs.{region}.oci.{secondLevelDomain}", "20260831")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL)
        .with_words(&[("CANCELED", "CANCELLED"), ("CANCELING", "CANCELLING")]),
    &Service::new("delegate_access_control", "https://delegate-access-control.{region}.oci.{secondLevelDomain}", "20230801"),
    &Service::new("desktops", "https://api.desktops.{region}.oci.{secondLevelDomain}", "20220618")
        .with_cancel(Operation::CANCEL),
    &Service::new("devops", "https://devops.{region}.oci.{secondLevelDomain}", "20210630")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status", "workRequestId", "operationTypeMultiValueQuery"])),
    &Service::new("dif", "https://dataintelligencefoundation.{region}.oci.{secondLevelDomain}", "20250830")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL)
        .with_words(&[("CANCELED", "CANCELLED"), ("CANCELING", "CANCELLING")]),
    &Service::new("disaster_recovery", "https://disaster-recovery.{region}.oci.{secondLevelDomain}", "20220125")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("distributed_database", "https://globaldb.{region}.oci.{secondLevelDomain}", "20260101"),
    &Service::new("em_warehouse", "https://operationsinsights.{region}.oci.{secondLevelDomain}", "20180828")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("email", "https://ctrl.email.{region}.oci.{secondLevelDomain}", "20170907")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder", "status", "workRequestId", "operationType"])),
    &Service::new("fleet_apps_management", "https://fams.{region}.oci.{secondLevelDomain}", "20250228")
        .with_list(Operation::LIST.with_required(&[])),
    &Service::new("fleet_software_update", "https://fleet-software-update.{region}.oci.{secondLevelDomain}", "20220528"),
    &Service::new("functions", "https://functions.{region}.oci.{secondLevelDomain}", "20260325")
        .with_cancel(Operation::CANCEL),
    &Service::new("fusion_apps", "https://fusionapps.{region}.oci.{secondLevelDomain}", "20211201")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status"])),
    &Service::new("generative_ai", "https://generativeai.{region}.{dualStack?ds.:}oci.{secondLevelDomain}", "20231130"),
    &Service::new("generative_ai_agent", "https://agent.generativeai.{region}.oci.{secondLevelDomain}", "20240531")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("golden_gate", "https://goldengate.{region}.oci.{secondLevelDomain}", "20200407")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "resourceId"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_shape(Shape::Array).with_query(&["limit", "page"])),
    &Service::new("governance_rules_control_plane", "https://governance-rules.organizations.{region}.oci.{secondLevelDomain}", "20220504")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("identity", "https://identity.{region}.oci.{secondLevelDomain}", "20160918")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "resourceIdentifier"]))
        .without_errors()
        .without_logs()
        .with_embedded(&[("errors", "errors"), ("logs", "logs")]),
    &Service::new("identity_iam", "https://identity.{region}.oci.{secondLevelDomain}", "20160918")
        .with_get(Operation::GET.with_path("/iamWorkRequests/{workRequestId}"))
        .with_list(Operation::LIST.with_path("/iamWorkRequests").with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "resourceIdentifier"]))
        .with_errors(Operation::ERRORS.with_path("/iamWorkRequests/{workRequestId}/errors").with_shape(Shape::Array).with_query(&["limit", "page", "sortOrder"]))
        .with_logs(Operation::LOGS.with_path("/iamWorkRequests/{workRequestId}/logs").with_shape(Shape::Array).with_query(&["limit", "page", "sortOrder"])),
    &Service::new("identity_tagging", "https://identity.{region}.oci.{secondLevelDomain}", "20160918")
        .with_get(Operation::GET.with_path("/taggingWorkRequests/{workRequestId}"))
        .with_list(Operation::LIST.with_path("/taggingWorkRequests").with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "resourceIdentifier"]))
        .with_errors(Operation::ERRORS.with_path("/taggingWorkRequests/{workRequestId}/errors").with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_path("/taggingWorkRequests/{workRequestId}/logs").with_shape(Shape::Array).with_query(&["limit", "page"])),
    &Service::new("integration", "https://integration.{region}.ocp.{secondLevelDomain}", "20190131")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "integrationInstanceId"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page"]).with_required(&["compartmentId"]))
        .with_logs(Operation::LOGS.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page"]).with_required(&["compartmentId"])),
    &Service::new("iot", "https://iot.{region}.oci.{secondLevelDomain}", "20250531")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status", "id"])),
    &Service::new("jms", "https://javamanagement.{region}.{dualStack?ds.:}oci.{secondLevelDomain}", "20210610")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "status", "fleetId", "id", "managedInstanceId", "operationType"]).with_required(&[]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page"]))
        .with_cancel(Operation::CANCEL),
    &Service::new("jms_java_downloads", "https://{dualStack?download.javamanagement:javamanagementservice-download}.{region}.{dualStack?ds.:}oci.{secondLevelDomain}", "")
        .with_get(Operation::GET.with_path("/20230601/workRequests/{workRequestId}"))
        .with_list(Operation::LIST.with_path("/20230601/workRequests").with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status", "id"]))
        .with_errors(Operation::ERRORS.with_path("/20230601/workRequests/{workRequestId}/errors"))
        .with_logs(Operation::LOGS.with_path("/20230601/workRequests/{workRequestId}/logs"))
        .with_cancel(Operation::CANCEL.with_path("/20230601/workRequests/{workRequestId}")),
    &Service::new("jms_utils", "https://utils.javamanagement.{region}.{dualStack?ds.:}oci.{secondLevelDomain}", "20250521")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL)
        .with_words(&[("CANCELED", "CANCELLED"), ("CANCELING", "CANCELLING")]),
    &Service::new("load_balancer", "https://iaas.{region}.{secondLevelDomain}", "20170115")
        .with_get(Operation::GET.with_path("/loadBalancerWorkRequests/{workRequestId}"))
        .with_list(Operation::LIST.with_path("/loadBalancers/{loadBalancerId}/workRequests").with_shape(Shape::Array).with_query(&["limit", "page"]).with_required(&[]))
        .without_errors()
        .without_logs()
        .with_members(&[("code", "errorCode"), ("operationType", "type"), ("status", "lifecycleState")])
        .with_absent(&["percentComplete", "resources", "timeStarted"])
        .with_embedded(&[("errors", "errorDetails")]),
    &Service::new("lockbox", "https://managed-access.{region}.oci.{secondLevelDomain}", "20220126")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("log_analytics", "https://loganalytics.{region}.oci.{secondLevelDomain}", "20200601")
        .with_get(Operation::GET.with_path("/namespaces/{namespaceName}/workRequests/{workRequestId}"))
        .with_list(Operation::LIST.with_path("/namespaces/{namespaceName}/workRequests").with_query(&["compartmentId", "limit", "page"]))
        .with_errors(Operation::ERRORS.with_path("/namespaces/{namespaceName}/workRequests/{workRequestId}/errors").with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_path("/namespaces/{namespaceName}/workRequests/{workRequestId}/logs").with_query(&["limit", "page"])),
    &Service::new("log_analytics_config", "https://loganalytics.{region}.oci.{secondLevelDomain}", "20200601")
        .with_get(Operation::GET.with_path("/namespaces/{namespaceName}/configWorkRequests/{workRequestId}"))
        .with_list(Operation::LIST.with_path("/namespaces/{namespaceName}/configWorkRequests").with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder"]))
        .without_errors()
        .without_logs()
        .with_members(&[("status", "lifecycleState")])
        .with_absent(&["resources"]),
    &Service::new("log_analytics_query", "https://loganalytics.{region}.oci.{secondLevelDomain}", "20200601")
        .with_get(Operation::GET.with_path("/namespaces/{namespaceName}/queryWorkRequests/{workRequestId}"))
        .with_list(Operation::LIST.with_path("/namespaces/{namespaceName}/queryWorkRequests").with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder", "mode"]))
        .without_errors()
        .without_logs()
        .with_cancel(Operation::CANCEL.with_path("/namespaces/{namespaceName}/queryWorkRequests/{workRequestId}"))
        .with_absent(&["resources"]),
    &Service::new("log_analytics_storage", "https://loganalytics.{region}.oci.{secondLevelDomain}", "20200601")
        .with_get(Operation::GET.with_path("/namespaces/{namespaceName}/storageWorkRequests/{workRequestId}"))
        .with_list(Operation::LIST.with_path("/namespaces/{namespaceName}/storageWorkRequests").with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder", "status", "operationType", "policyId", "policyName", "timeFinished", "timeStarted"]))
        .with_errors(Operation::ERRORS.with_path("/namespaces/{namespaceName}/storageWorkRequests/{workRequestId}/errors").with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder"]).with_required(&["compartmentId"]))
        .without_logs()
        .with_absent(&["resources"]),
    &Service::new("logging", "https://logging.{region}.{dualStack?ds.:}oci.{secondLevelDomain}", "20200531")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder", "status", "id"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_cancel(Operation::CANCEL)
        .with_words(&[("CANCELING", "CANCELLING")]),
    &Service::new("lustre_file_storage", "https://lustre-file-storage.{region}.oci.{secondLevelDomain}", "20250228")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("managed_kafka", "https://kafka.{region}.oci.{secondLevelDomain}", "20240901")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("management_agent", "https://management-agent.{region}.{dualStack?ds.:}oci.{secondLevelDomain}", "20200202")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder", "status", "agentId", "timeCreatedGreaterThanOrEqualTo", "type"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array))
        .with_logs(Operation::LOGS.with_shape(Shape::Array))
        .with_cancel(Operation::CANCEL),
    &Service::new("marketplace", "https://marketplace.{region}.oci.{secondLevelDomain}", "20181001")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder", "status", "workRequestId"])),
    &Service::new("marketplace_publisher", "https://marketplace-publisher.{region}.oci.{secondLevelDomain}", "20241201")
        .with_cancel(Operation::CANCEL),
    &Service::new("mngdmac", "https://mngdmac.{region}.oci.{secondLevelDomain}", "20250320")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("mysql", "https://mysql.{region}.ocp.{secondLevelDomain}", "20190415")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_cancel(Operation::CANCEL),
    &Service::new("network_firewall", "https://network-firewall.{region}.ocs.{secondLevelDomain}", "20230501")
        .with_cancel(Operation::CANCEL),
    &Service::new("network_load_balancer", "https://network-load-balancer-api.{region}.oci.{secondLevelDomain}", "20200501")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page"]))
        .with_errors(Operation::ERRORS.with_query(&["compartmentId", "limit", "page"]).with_required(&["compartmentId"]))
        .with_logs(Operation::LOGS.with_query(&["compartmentId", "limit", "page"]).with_required(&["compartmentId"])),
    &Service::new("nosql", "https://nosql.{region}.oci.{secondLevelDomain}", "20190828")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page"]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page"]))
        .with_cancel(Operation::CANCEL),
    &Service::new("object_storage", "https://objectstorage.{region}.{dualStack?ds.oci.:}{secondLevelDomain}", "")
        .with_request_id_header("opc-client-request-id")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "privateEndpointName"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_cancel(Operation::CANCEL.with_headers(&[]))
        .with_words(&[("SUCCEEDED", "COMPLETED")]),
    &Service::new("oce", "https://cp.oce.{region}.ocp.{secondLevelDomain}", "20190912")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "resourceId"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array).with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_shape(Shape::Array).with_query(&["limit", "page"])),
    &Service::new("ocvp", "https://ocvps.{region}.oci.{secondLevelDomain}", "20230701")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId"]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page"])),
    &Service::new("oda", "https://digitalassistant-api.{region}.oci.{secondLevelDomain}", "20190506")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "odaInstanceId"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array))
        .with_logs(Operation::LOGS.with_shape(Shape::Array))
        .with_members(&[("operationType", "requestAction"), ("timestamp", "timeStamp")]),
    &Service::new("opa", "https://process.{region}.oci.{secondLevelDomain}", "20210621")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("opensearch", "https://search-indexing.{region}.oci.{secondLevelDomain}", "20180828")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "workRequestId", "sourceResourceId"]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page"])),
    &Service::new("opsi", "https://operationsinsights.{region}.oci.{secondLevelDomain}", "20200630")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status", "id", "relatedResourceId"]).with_required(&[])),
    &Service::new("optimizer", "https://optimizer.{region}.oci.{secondLevelDomain}", "20200606")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page"]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page"])),
    &Service::new("os_management_hub", "https://osmh.{region}.oci.{secondLevelDomain}", "20220901")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status", "workRequestId", "compartmentIdInSubtree", "displayNameContains", "initiatorId", "isManagedByAutonomousLinux", "operationType", "parentId", "parentResourcesNotEqualTo", "rerunOfId", "retryOfId", "timeCreatedGreaterThanOrEqualTo", "timeCreatedLessThan"]).with_required(&[]))
        .with_members(&[("timeAccepted", "timeCreated")]),
    &Service::new("psql", "https://postgresql.{region}.oci.{secondLevelDomain}", "20220915")
        .with_list(Operation::LIST.with_required(&[])),
    &Service::new("pss", "https://pss.{region}.oci.{secondLevelDomain}", "20260831")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder", "status", "workRequestId", "resourceIdentifier"]).with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("queue", "https://messaging.{region}.oci.{secondLevelDomain}", "20210201")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "workRequestId"]).with_required(&[]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page"])),
    &Service::new("recovery", "https://recovery.{region}.oci.{secondLevelDomain}", "20210216")
        .with_list(Operation::LIST.with_required(&[])),
    &Service::new("redis", "https://redis.{region}.oci.{secondLevelDomain}", "20220315")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("resource_analytics", "https://resource-analytics.{region}.ocp.{secondLevelDomain}", "20241031")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("resource_manager", "https://resourcemanager.{region}.{secondLevelDomain}", "20180917")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "resourceId"]))
        .with_errors(Operation::ERRORS.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "sortOrder"]))
        .with_logs(Operation::LOGS.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "sortOrder"])),
    &Service::new("resource_scheduler", "https://resource-scheduler.{region}.oci.{secondLevelDomain}", "20240430")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status", "workRequestId", "scheduleId"]).with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("rover", "https://rover.{region}.oci.{secondLevelDomain}", "20201210")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "status", "operationType"]))
        .with_cancel(Operation::CANCEL.with_headers(&["opc-retry-token", "if-match"])),
    &Service::new("sch", "https://service-connector-hub.{region}.oci.{secondLevelDomain}", "20200909")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page"]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page"])),
    &Service::new("self", "https://self.{region}.oci.{secondLevelDomain}", "20260129")
        .with_list(Operation::LIST.with_required(&[]))
        .with_cancel(Operation::CANCEL),
    &Service::new("service_catalog", "https://service-catalog.{region}.oci.{secondLevelDomain}", "20210527")
        .with_list(Operation::LIST.with_required(&[])),
    &Service::new("stack_monitoring", "https://stack-monitoring.{region}.oci.{secondLevelDomain}", "20210330"),
    &Service::new("streaming", "https://streaming.{region}.oci.{secondLevelDomain}", "20180418")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "resourceId", "sortBy", "sortOrder", "workRequestId"]).with_required(&[])),
    &Service::new("tenant_manager_control_plane", "https://organizations.{region}.oci.{secondLevelDomain}", "20230401")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "sortOrder"]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page", "sortOrder"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page", "sortOrder"])),
    &Service::new("vbs_inst", "https://vbstudio.{region}.ocp.{secondLevelDomain}", "20180828")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder", "workRequestId"])),
    &Service::new("visual_builder", "https://visualbuilder.{region}.ocp.{secondLevelDomain}", "20210601")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "vbInstanceId"]))
        .with_errors(Operation::ERRORS.with_query(&["compartmentId", "limit", "page"]).with_required(&["compartmentId"]))
        .with_logs(Operation::LOGS.with_query(&["compartmentId", "limit", "page"]).with_required(&["compartmentId"])),
    &Service::new("vn_monitoring", "https://vnca-api.{region}.oci.{secondLevelDomain}", "20160918"),
    &Service::new("vulnerability_scanning", "https://vss-cp-api.{region}.oci.{secondLevelDomain}", "20210215")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page"]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page"])),
    &Service::new("waa", "https://waa.{region}.oci.{secondLevelDomain}", "20211230")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "workRequestId"]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page"])),
    &Service::new("waas", "https://waas.{region}.oci.{secondLevelDomain}", "20181116")
        .with_list(Operation::LIST.with_shape(Shape::Array).with_query(&["compartmentId", "limit", "page", "sortBy", "sortOrder", "waasPolicyId"]).with_required(&["waasPolicyId", "compartmentId"]))
        .without_errors()
        .without_logs()
        .with_cancel(Operation::CANCEL.with_headers(&["opc-retry-token", "if-match"]))
        .with_embedded(&[("errors", "errors"), ("logs", "logs")]),
    &Service::new("waf", "https://waf.{region}.oci.{secondLevelDomain}", "20210930")
        .with_list(Operation::LIST.with_query(&["compartmentId", "limit", "page", "workRequestId"]))
        .with_errors(Operation::ERRORS.with_query(&["limit", "page"]))
        .with_logs(Operation::LOGS.with_query(&["limit", "page"])),
    &Service::new("wlms", "https://api.weblogicmanagement.{region}.oci.{secondLevelDomain}", "20241101")
        .with_list(Operation::LIST.with_required(&[])),
    &WORK_REQUESTS,
];

/// Types of OCIDs, and the services that they belong to.
pub(crate) static OCID_TYPES: &[(&str, &str)] = &[
    ("aivisionworkrequest", "ai_vision"),
    ("apiworkrequest", "apigateway"),
    ("bastionworkrequest", "bastion"),
    ("clustersworkrequest", "container_engine"),
    ("computecontainerworkrequest", "container_instances"),
    ("coreservicesworkrequest", "work_requests"),
    ("datasafeworkrequest", "data_safe"),
    ("drworkrequest", "disaster_recovery"),
    ("functionsworkrequest", "functions"),
    ("generativeaiworkrequest", "generative_ai"),
    ("identityworkrequest", "identity"),
    ("loadbalancerworkrequest", "load_balancer"),
    ("logworkrequest", "logging"),
    ("mysqlworkrequest", "mysql"),
    ("networkfirewallworkrequest", "network_firewall"),
    ("networkloadbalancerworkrequest", "network_load_balancer"),
    ("nosqltableworkrequest", "nosql"),
    ("ormworkrequest", "resource_manager"),
    ("queueworkrequest", "queue"),
    ("serviceconnectorworkrequest", "sch"),
    ("streamingworkrequest", "streaming"),
    ("streamworkrequest", "streaming"),
    ("taggingworkrequest", "identity_tagging"),
    ("waasworkrequest", "waas"),
    ("webappfirewallworkrequest", "waf"),
];
